import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { asOwner, type Cluster, createDatabase, dropDatabase, quoteName } from '#kernel/database/cluster.ts';
import { migrate, readMigrations } from '#kernel/database/migrate.ts';
import { exists } from '#kernel/database/process-lock.ts';
import { type Manifest, type Progress, readManifest, refusal, type StoredFile, type TableFile } from './backup-format.ts';
import { isEmptyDatabase } from './catalogue.ts';

export interface RestoreOptions {
  readonly cluster: Cluster;
  /** Must not exist, or be empty. */
  readonly database: string;
  /** The backup's folder. */
  readonly source: string;
  readonly filesFolder: string;
  readonly keysFolder: string;
  readonly migrationsFolder?: string;
  readonly onProgress?: Progress;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Every file of the backup against the manifest, before anything is written. */
export async function checkBackup(source: string, onProgress?: Progress): Promise<Manifest> {
  const manifest = await readManifest(source);
  const files = [
    ...manifest.tables.map((table) => ({ path: table.file, sha256: table.sha256 })),
    ...manifest.files.map((file) => ({ path: `files/${file.path}`, sha256: file.sha256 })),
    ...manifest.keys.map((file) => ({ path: `keys/${file.path}`, sha256: file.sha256 })),
  ];
  for (const [index, file] of files.entries()) {
    const found = await sha256(join(source, file.path)).catch(() => null);
    if (found !== file.sha256)
      throw refusal('backup-damaged', `备份文件缺失或已损坏：${file.path}`, `missing or damaged in the backup: ${file.path}`);
    onProgress?.('check', index + 1, files.length);
  }
  return manifest;
}

async function checkMigrations(manifest: Manifest, folder?: string): Promise<string> {
  const known = new Map((await readMigrations(folder)).map((each) => [each.name, each.hash]));
  const strange = manifest.migrations.filter((each) => known.get(each.name) !== each.hash).map((each) => each.name);
  if (strange.length > 0) {
    const names = strange.join(', ');
    throw refusal(
      'backup-newer',
      `备份来自另一个版本，本版本没有这些迁移：${names}`,
      `the backup is of another release: these migrations are unknown here: ${names}`,
    );
  }
  const last = manifest.migrations.at(-1);
  if (last === undefined) throw refusal('not-migrated', '备份的数据库没有迁移过', 'the backed-up database was never migrated');
  return last.name;
}

function tableName(table: { schema: string; name: string }): string {
  return `${quoteName(table.schema)}.${quoteName(table.name)}`;
}

async function loadTable(client: pg.Client, table: TableFile, source: string): Promise<void> {
  const columns = table.columns.map(quoteName).join(', ');
  const stream = client.query(copyFrom(`copy ${tableName(table)} (${columns}) from stdin`));
  await pipeline(createReadStream(join(source, table.file)), createGunzip(), stream);
  const { rows } = await client.query(`select count(*)::int8 as n from ${tableName(table)}`);
  if (rows[0].n !== table.rows) {
    throw refusal(
      'count-differs',
      `${table.name}：备份 ${table.rows} 行，恢复 ${rows[0].n} 行`,
      `${table.name}: ${table.rows} rows in the backup, ${rows[0].n} restored`,
    );
  }
}

async function load(url: string, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'anwang-restore' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(
      `set local row_security = off; set local timezone = 'UTC'; set local datestyle = 'ISO'; set local anwang.restore = 'on'`,
    );
    // Migrations fill some tables; the backup has those rows too.
    const filled: string[] = [];
    for (const table of manifest.tables) {
      const { rows } = await client.query(`select exists (select 1 from ${tableName(table)}) as filled`);
      if (rows[0].filled === true) filled.push(tableName(table));
    }
    if (filled.length > 0) await client.query(`truncate ${filled.join(', ')} cascade`);
    const total = manifest.tables.reduce((sum, table) => sum + table.rows + 1, 0);
    let done = 0;
    for (const table of manifest.tables) {
      await loadTable(client, table, options.source);
      done += table.rows + 1;
      options.onProgress?.(`${table.schema}.${table.name}`, done, total);
    }
    for (const sequence of manifest.sequences) {
      if (sequence.last !== null) await client.query('select setval($1::regclass, $2)', [tableName(sequence), sequence.last]);
    }
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** Both stores name a file by its content: one that is there already is the same one. */
async function restoreFiles(files: readonly StoredFile[], source: string, target: string, onFile: (done: number) => void): Promise<void> {
  for (const [index, file] of files.entries()) {
    const path = join(target, file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (!(await exists(path))) await cp(join(source, file.path), path);
    onFile(index + 1);
  }
}

/**
 * Restores a backup into a new or empty database: schema of the backup's version, rows with triggers off, counts
 * compared, sequences set, then the migrations that came after. On failure nothing is left of it.
 * @throws Problem `refused`: damaged backup, backup of a later release, database not empty, counts that differ.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const manifest = await checkBackup(options.source, options.onProgress);
  const upTo = await checkMigrations(manifest, options.migrationsFolder);
  const created = await createDatabase(options.cluster, options.database);
  if (!created && !(await asOwner(options.cluster, options.database, isEmptyDatabase))) {
    throw refusal(
      'not-empty',
      `数据库 ${options.database} 不是空的：用 --force-new 指定新的数据库名`,
      `the database ${options.database} is not empty: name a new one with --force-new`,
    );
  }
  const folder = options.migrationsFolder === undefined ? {} : { folder: options.migrationsFolder };
  try {
    await asOwner(options.cluster, options.database, (sql) => migrate(sql, { ...folder, upTo, allowDestructive: true }));
    await load(options.cluster.url(options.database), manifest, options);
    const { files, keys } = manifest;
    await restoreFiles(files, join(options.source, 'files'), options.filesFolder, (done) =>
      options.onProgress?.('files', done, files.length),
    );
    await restoreFiles(keys, join(options.source, 'keys'), options.keysFolder, () => undefined);
    await asOwner(options.cluster, options.database, (sql) => migrate(sql, folder));
  } catch (error) {
    if (created) await dropDatabase(options.cluster, options.database);
    throw error;
  }
  return manifest;
}
