import type { Sql } from '#kernel/database/sql.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { searchableOf } from './searchable.ts';

/** The names that records had before, from the ledger, by id: an enterprise is looked for under the name that an old paper gives it. */
export async function formerNames(
  sql: Sql,
  type: AnyRecordType,
  rows: readonly Row<Fields>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!searchableOf(type).named) return new Map();
  const found = await sql.query<{ id: string; names: string[] }>(
    `select record_id as id, array_agg(distinct name) as names from (
       select record_id, body::jsonb #>> array['set', $3] as name from ledger_entry where record_type = $1 and record_id = any($2::uuid[])
     ) said where name is not null group by 1`,
    [type.name, rows.map((row) => row.id), type.title],
  );
  const names = new Map(found.rows.map((each) => [each.id, each.names]));
  return new Map(rows.map((row) => [row.id, (names.get(row.id) ?? []).filter((name) => name !== row[type.title])]));
}
