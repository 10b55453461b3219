import type { Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { type Checked, checked } from './check.ts';

interface Difference {
  readonly record_type: string;
  readonly region: string;
  readonly line: string;
  readonly state: string;
  readonly kept: number;
  readonly counted: number;
}

/** The counters, with what is not folded in yet, equal a count of the rows themselves. */
export async function checkCounters(sql: Sql, catalogue: Catalogue): Promise<Checked> {
  // A village's records count for its township.
  const place = `array_to_string((string_to_array(region, '.'))[1:4], '.')`;
  const rows = catalogue.all
    .map(
      (type) =>
        `select '${type.name}' as record_type, ${place} as region, line, state, count(*) as n from ${type.table} group by 1, 2, 3, 4`,
    )
    .join(' union all ');
  const { rows: found } = await sql.query<Difference>(
    `with kept as (
       select record_type, region, line, state, sum(n) as n from (
         select record_type, region, line, state, n from counter union all select record_type, region, line, state, n from counter_delta
       ) as each group by 1, 2, 3, 4
     ), counted as (${rows})
     select record_type, region, line, state, coalesce(kept.n, 0)::int as kept, coalesce(counted.n, 0)::int as counted
     from kept full join counted using (record_type, region, line, state)`,
  );
  const wrong = found.filter((each) => each.kept !== each.counted);
  const text = ({ record_type, region, line, state, kept, counted }: Difference) =>
    `${record_type} ${region} ${line} ${state}: kept ${kept}, counted ${counted}`;
  return checked('counters', found.length, wrong.map(text));
}
