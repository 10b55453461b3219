import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Catalogue } from './catalogue.ts';

/** The columns in which records of other types point at this one; its owner stands in `subject`, which has an index. */
function columnsTo(type: AnyRecordType, other: AnyRecordType): string[] {
  const names = Object.entries(other.fields).flatMap(([name, field]) => (field.kind === 'ref' && field.to === type.name ? [name] : []));
  return names.map((name) => (name === other.subject ? 'subject' : name));
}

/** Which of these records others point at: records of any type, and posts of an enterprise. The rows are locked, so nothing new can. */
export async function referredTo(
  sql: Sql,
  catalogue: Catalogue,
  type: AnyRecordType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const questions = catalogue.all.flatMap((other) =>
    columnsTo(type, other).map(
      (column): Statement => ({
        name: `referred.${other.table}.${column}`,
        text: `select distinct ${column} as id from ${other.table} where ${column} = any($1::uuid[])`,
        values: [ids],
      }),
    ),
  );
  const posts: Statement = {
    name: 'referred.post',
    text: 'select distinct subject as id from post where subject = any($1::uuid[])',
    values: [ids],
  };
  const results = await flush(sql, type.subject === 'self' ? [...questions, posts] : questions);
  return new Set(results.flatMap((each) => each.rows.map((row) => String(row.id))));
}
