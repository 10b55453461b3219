import type { Sql } from '#kernel/database/sql.ts';
import { catalogue } from '#modules/catalogue.ts';

const kernel = [
  'ledger_entry',
  'ledger_personal',
  'deadline',
  'notice',
  'outbox',
  'counter',
  'counter_delta',
  'idempotency',
  'post',
  'file',
];

/** Everything that an act could have changed: of each table how many rows there are, and a sum over what they say. Run as the owner. */
export async function weigh(owner: Sql): Promise<Record<string, unknown>> {
  const parts = [...catalogue.map((type) => type.table), ...kernel].map(
    (table) => `(select count(*) || ':' || coalesce(sum(hashtext(t::text)), 0) from ${table} t) as ${table}`,
  );
  return (await owner.query(`select ${parts.join(', ')}`)).rows[0] ?? {};
}
