import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asOwner, createDatabase, dropDatabase, grantServerLogin, quoteName, SERVER_ROLE } from '#kernel/database/cluster.ts';
import { type EmbeddedCluster, openEmbeddedCluster } from '#kernel/database/embedded.ts';
import { readMigrations } from '#kernel/database/migrate.ts';
import { secret } from '#kernel/database/secrets.ts';
import { type Database, openDatabase } from '#kernel/database/sql.ts';
import { KEYS_FOLDER } from '#server/runtime/node-file.ts';

/** One database of the kept cluster. */
export interface BenchNode {
  readonly cluster: EmbeddedCluster;
  readonly name: string;
  readonly owner: Database;
  /** As the server's role: no row without a scope. */
  readonly server: Database;
  readonly ownerUrl: string;
  readonly serverUrl: string;
  readonly keysFolder: string;
  close(): Promise<void>;
}

/** Filling, not serving: nothing is forced to the disk until the whole is there. Its cluster is stopped in order and started anew before it is used. */
const fillSettings = { fsync: 'off', synchronous_commit: 'off', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '8GB' };

export async function openBenchCluster(data: string, mode: 'serve' | 'fill' = 'serve'): Promise<EmbeddedCluster> {
  await mkdir(data, { recursive: true, mode: 0o711 });
  return openEmbeddedCluster({ data, settings: mode === 'fill' ? fillSettings : {} });
}

export async function openBenchNode(cluster: EmbeddedCluster, data: string, name: string, max = 20): Promise<BenchNode> {
  const ownerUrl = cluster.url(name);
  const serverUrl = await grantServerLogin(cluster, name, await secret(data, SERVER_ROLE));
  const owner = openDatabase({ url: ownerUrl, max: 4, pipeline: false, applicationName: 'anwang-bench-owner' });
  const server = openDatabase({ url: serverUrl, max, applicationName: 'anwang-bench' });
  const close = async () => {
    await Promise.all([owner.close(), server.close()]);
  };
  return { cluster, name, owner, server, ownerUrl, serverUrl, keysFolder: join(data, KEYS_FOLDER), close };
}

/** What the migrations said when a database was made; kept as its comment. */
async function fingerprint(): Promise<string> {
  const all = await readMigrations();
  return createHash('sha256')
    .update(all.map((each) => each.hash).join())
    .digest('hex')
    .slice(0, 16);
}

async function commentOf(cluster: EmbeddedCluster, name: string): Promise<string | null> {
  return asOwner(cluster, 'postgres', async (sql) => {
    const text = `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`;
    return (await sql.query<{ comment: string | null }>(text, [name])).rows[0]?.comment ?? null;
  });
}

/** Makes a database once, and anew when the migrations have changed: `fill` works on one that gets its name only when it is complete. */
export async function keptDatabase(
  data: string,
  name: string,
  fill: (cluster: EmbeddedCluster, half: string) => Promise<void>,
): Promise<EmbeddedCluster> {
  const cluster = await openBenchCluster(data);
  const schema = await fingerprint();
  if ((await commentOf(cluster, name)) === schema) return cluster;
  await dropDatabase(cluster, name);
  await cluster.stop();
  const filling = await openBenchCluster(data, 'fill');
  const half = `${name}_half`;
  await dropDatabase(filling, half);
  await createDatabase(filling, half);
  await fill(filling, half);
  await asOwner(filling, 'postgres', async (sql) => {
    await sql.query(`comment on database ${quoteName(half)} is '${schema}'`);
    await sql.query(`alter database ${quoteName(half)} rename to ${quoteName(name)}`);
  });
  await filling.stop();
  spawnSync('sync');
  return openBenchCluster(data);
}

/** A copy that a bench may spoil; it replaces an earlier one. */
export async function copyDatabase(cluster: EmbeddedCluster, from: string, to: string): Promise<void> {
  await dropDatabase(cluster, to);
  await asOwner(cluster, 'postgres', (sql) => sql.query(`create database ${quoteName(to)} template ${quoteName(from)} strategy file_copy`));
}
