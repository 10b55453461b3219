import { join } from 'node:path';
import type { EmbeddedCluster } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import type { Database } from '#kernel/database/sql.ts';
import { KEYS_FOLDER } from '#server/runtime/node-file.ts';
import { loadBeside, loadDangers } from './dangers.ts';
import { furnish } from './furnish.ts';
import { loadLog } from './log.ts';
import { keptDatabase, openBenchNode } from './node.ts';

export function dataSetName(rows: number): string {
  return `bench_${rows}`;
}

/** The kept cluster with the data set of so many dangers in it, made at the first call: some minutes per million rows. */
export async function openDataSet(data: string, rows: number, say: (text: string) => void): Promise<EmbeddedCluster> {
  return keptDatabase(data, dataSetName(rows), async (cluster, half) => {
    const start = performance.now();
    const told = (text: string) => say(`${((performance.now() - start) / 1_000).toFixed(0).padStart(5)} s ${text}`);
    told(`making the data set of ${rows} dangers once; it is kept in ${data}`);
    const node = await openBenchNode(cluster, data, half);
    try {
      await migrate(node.owner, { allowDestructive: true });
      await furnish(node.owner);
      told('places, people, enterprises');
      await loadDangers(node.owner, rows, told);
      await loadBeside(node.owner);
      told('deadlines, counters');
      await loadLog(node.owner, node.ownerUrl, join(data, KEYS_FOLDER), told);
      told('ledger');
    } finally {
      await node.close();
    }
  });
}

/** Rows and bytes, as the database counts them. */
export async function describeDataSet(owner: Database): Promise<string> {
  const { rows } = await owner.query<{ dangers: string; closed: string; table: string; indexes: string; database: string; leaves: string }>(
    `select (select sum(n)::text from counter where record_type = 'hidden-danger') as dangers,
       (select round(100.0 * sum(n) filter (where state = 'closed') / sum(n))::text from counter where record_type = 'hidden-danger') as closed,
       pg_size_pretty(pg_table_size('hidden_danger')) as table, pg_size_pretty(pg_indexes_size('hidden_danger')) as indexes,
       pg_size_pretty(pg_database_size(current_database())) as database, (select max(size)::text from ledger_head) as leaves`,
  );
  const found = rows[0];
  if (found === undefined) return 'no data set';
  const { dangers, closed, table, indexes, database, leaves } = found;
  return `${dangers} dangers, ${closed} % closed: table ${table}, its indexes ${indexes}; ${leaves} leaves in the ledger; database ${database}`;
}
