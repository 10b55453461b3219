import { flush } from '#kernel/database/flush.ts';
import type { Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { disclosureOf } from '#kernel/record/field.ts';

/** What a message may say of a record: nothing personal. */
export interface About {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly due_at: Date | null;
  readonly subject: string | null;
}

/** The records that these point at, by id: one query a type. Types that this release does not know are left out. */
export async function aboutRecords(
  sql: Sql,
  catalogue: Catalogue,
  pointers: readonly { readonly record_type: string; readonly record_id: string }[],
): Promise<ReadonlyMap<string, About>> {
  const idsByType = new Map<string, Set<string>>();
  for (const { record_type, record_id } of pointers) idsByType.set(record_type, (idsByType.get(record_type) ?? new Set()).add(record_id));
  const statements = [...idsByType].flatMap(([name, ids]) => {
    const type = catalogue.find(name);
    if (type === undefined) return [];
    const title =
      disclosureOf(type.fields[type.title] ?? { disclosure: 'personal' }) === 'personal' ? `''` : `coalesce(${type.title}::text, '')`;
    const text = `select id, ${title} as title, state, due_at, subject from ${type.table} where id = any($1::uuid[])`;
    return [{ name: `message.about.${type.table}`, text, values: [[...ids]] }];
  });
  const found = statements.length === 0 ? [] : await flush(sql, statements);
  // The columns are those of the statements above.
  const rows = found.flatMap((each) => each.rows) as unknown as readonly About[];
  return new Map(rows.map((row) => [row.id, row]));
}
