import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asOwner } from '#kernel/database/cluster.ts';
import { findEmbeddedCluster } from '#kernel/database/embedded.ts';
import { stopPostmaster } from '#kernel/database/postmaster.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { testFolder } from '#kernel/database/testing.ts';
import { type AnwangNode, openNode } from './node.ts';
import { physicalBackup } from './physical.ts';
import { physicalRestore } from './physical-restore.ts';

// Clusters are started and copied here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let folder: string;
let node: AnwangNode;
const moments: string[] = [];

/** A moment apart from the acts on both sides: it is kept in whole milliseconds, and in one of those an act and the look at the clock have room. */
async function moment(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ at: Date }>('select pg_sleep(0.05), clock_timestamp() as at, pg_sleep(0.05)');
  return rows[0]?.at.toISOString() ?? '';
}

/** Base copy after act 1; acts 2 and 3 only in the log; `moments[n]` lies after act n + 1 and before the next. */
beforeAll(async () => {
  folder = await testFolder('physical');
  node = await openNode({ data: join(folder, 'data'), archive: join(folder, 'archive'), want: 'create' });
  await asOwner(node.cluster, node.database, async (sql) => {
    await sql.query('create table act (n int)');
    await sql.query('insert into act values (1)');
    moments.push(await moment(sql));
    await physicalBackup(node);
    for (const n of [2, 3]) {
      await sql.query('insert into act values ($1)', [n]);
      moments.push(await moment(sql));
    }
    await sql.query('insert into act values (4)');
    // The archiver takes a segment when it is full or switched; the test does not wait a minute for it.
    const { rows } = await sql.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
    for (let turn = 0; turn < 200; turn++) {
      const archived = await sql.query<{ last: string | null }>('select last_archived_wal as last from pg_stat_archiver');
      if ((archived.rows[0]?.last ?? '') >= (rows[0]?.name ?? '')) break;
      await sql.query('select pg_sleep(0.05)');
    }
  });
});
afterAll(async () => {
  await node.close();
  for (const name of ['restored', 'latest']) {
    const found = await findEmbeddedCluster(join(folder, name)).catch(() => null);
    if (found !== null) await stopPostmaster(found.directory, 'immediate');
  }
  await rm(folder, { recursive: true, force: true });
});

function put(name: string, until: string | null): Promise<{ database: string }> {
  return physicalRestore({ archive: join(folder, 'archive'), data: join(folder, name), until });
}

async function acts(name: string): Promise<unknown> {
  const restored = await openNode({ data: join(folder, name) });
  try {
    return (await asOwner(restored.cluster, restored.database, (sql) => sql.query('select n from act order by n'))).rows;
  } finally {
    await restored.close();
  }
}

test('refuses a moment before the first base copy, one after the end of the archive, and a folder in use', async () => {
  await expect(put('early', moments[0] ?? '')).rejects.toMatchObject({ details: [{ code: 'before-first-base' }] });
  await expect(put('late', '2999-01-01T00:00:00Z')).rejects.toMatchObject({
    details: [
      { code: 'recovery-failed', text: { en: expect.stringContaining('recovery ended before configured recovery target was reached') } },
    ],
  });
  await expect(put('data', null)).rejects.toMatchObject({ details: [{ code: 'data-in-use' }] });
});

test('brings back the state of a moment: what was done by then, and nothing of what came after', async () => {
  expect(await put('restored', moments[1] ?? '')).toMatchObject({ database: node.database });
  expect(await acts('restored')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('brings back all that was archived when no moment is named', async () => {
  await put('latest', null);
  expect(await acts('latest')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
});
