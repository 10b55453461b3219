import type { Database } from '#kernel/database/sql.ts';
import { enterWriter } from '#kernel/scope/scope.ts';

/**
 * Folds pending deltas into the counters. Safe beside writers and other folders: a delta is deleted and added in the same statement.
 * @returns how many deltas were folded.
 */
export async function foldCounters(database: Database, most = 20_000): Promise<number> {
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const folded = await sql.query<{ n: number }>({
      name: 'counts.fold',
      text: `with taken as (
          delete from counter_delta where id in (select id from counter_delta order by id limit $1 for update skip locked) returning record_type, region, line, state, n
        ), sums as (
          select record_type, region, line, state, sum(n) as n from taken group by 1, 2, 3, 4 order by 1, 2, 3, 4
        ), added as (
          insert into counter (record_type, region, line, state, n) select record_type, region, line, state, n from sums
          on conflict (record_type, region, line, state) do update set n = counter.n + excluded.n
        )
        select count(*)::int as n from taken`,
      values: [most],
    });
    return folded.rows[0]?.n ?? 0;
  });
}
