import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { quoteName } from '#kernel/database/cluster.ts';
import { exists } from '#kernel/database/process-lock.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { type LedgerHead, type Manifest, type Progress, PUBLIC_KEYS, refusal, type StoredFile, type TableFile } from './backup-format.ts';
import { readSequences, readTables, type TableShape } from './catalogue.ts';

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly database: string;
  /** The store of uploaded files; copied after the snapshot, so that every file which it names is there. */
  readonly filesFolder: string | null;
  /** Where the ledger's keys lie; only the public ones are copied. */
  readonly keysFolder: string | null;
  /** The folder to write; must not exist. */
  readonly target: string;
  readonly onProgress?: Progress;
}

class Meter extends Transform {
  readonly hash = createHash('sha256');
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }
}

/** COPY needs the driver's own client; the catalogue is read through the same one, inside its snapshot. */
function asSql(client: pg.Client): Sql {
  return {
    query: async (statement, values) => {
      const config =
        typeof statement === 'string'
          ? { text: statement, values: [...(values ?? [])] }
          : { text: statement.text, values: [...(statement.values ?? [])] };
      const { rows, rowCount } = await client.query(config);
      return { rows, rowCount };
    },
  };
}

async function dumpTable(client: pg.Client, table: TableShape, folder: string): Promise<TableFile> {
  const file = `tables/${table.schema}.${table.name}.copy.gz`;
  const columns = table.columns.map(quoteName).join(', ');
  const stream = client.query(copyTo(`copy ${quoteName(table.schema)}.${quoteName(table.name)} (${columns}) to stdout`));
  const meter = new Meter();
  await pipeline(stream, createGzip({ level: 1 }), meter, createWriteStream(join(folder, file), { mode: 0o600 }));
  return {
    schema: table.schema,
    name: table.name,
    columns: table.columns,
    rows: stream.rowCount,
    file,
    bytes: meter.bytes,
    sha256: meter.hash.digest('hex'),
  };
}

async function readHead(sql: Sql): Promise<LedgerHead | null> {
  const found = await sql.query<{ present: boolean }>(`select to_regclass('ledger_head') is not null as present`);
  if (found.rows[0]?.present !== true) return null;
  const { rows } = await sql.query<LedgerHead>(
    `select size, encode(root, 'hex') as root, algorithm from ledger_head order by size desc limit 1`,
  );
  return rows[0] ?? null;
}

async function readMigrationList(sql: Sql): Promise<{ name: string; hash: string }[]> {
  const found = await sql.query<{ present: boolean }>(`select to_regclass('schema_migration') is not null as present`);
  if (found.rows[0]?.present !== true)
    throw refusal('not-migrated', '数据库还没有迁移，无可备份', 'the database was never migrated: there is nothing to back up');
  return (await sql.query<{ name: string; hash: string }>('select name, hash from schema_migration order by name')).rows;
}

export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function copyFiles(source: string, target: string, onProgress?: Progress): Promise<StoredFile[]> {
  const paths = await listFiles(source);
  const stored: StoredFile[] = [];
  for (const path of paths) {
    const meter = new Meter();
    await mkdir(join(target, path, '..'), { recursive: true });
    try {
      await pipeline(createReadStream(join(source, path)), meter, createWriteStream(join(target, path), { mode: 0o600 }));
    } catch (error) {
      // An upload that expired meanwhile; what a record of the snapshot names is never removed.
      if (!(await exists(join(source, path)))) continue;
      throw error;
    }
    stored.push({ path: path.split(sep).join('/'), bytes: meter.bytes, sha256: meter.hash.digest('hex') });
    onProgress?.('files', stored.length, paths.length);
  }
  return stored;
}

/** The ledger's public keys: with them a restored node can verify the heads that were signed before. */
export async function copyKeys(source: string, target: string): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const part of PUBLIC_KEYS) {
    for (const file of await copyFiles(join(source, part), join(target, part))) stored.push({ ...file, path: `${part}/${file.path}` });
  }
  return stored;
}

async function dumpDatabase(options: BackupOptions, folder: string): Promise<Omit<Manifest, 'files' | 'keys'>> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'anwang-backup' });
  await client.connect();
  try {
    const sql = asSql(client);
    await client.query('begin isolation level repeatable read, read only');
    // Without it a policy could leave rows out in silence; with it that is an error.
    await client.query(`set local row_security = off`);
    await client.query(
      `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1`,
    );
    const { rows } = await sql.query<{ at: Date; postgres: string }>(`select now() as at, current_setting('server_version') as postgres`);
    const migrations = await readMigrationList(sql);
    const ledger = await readHead(sql);
    const shapes = await readTables(sql);
    const total = shapes.reduce((sum, table) => sum + table.estimated + 1, 0);
    const tables: TableFile[] = [];
    let done = 0;
    for (const shape of shapes) {
      tables.push(await dumpTable(client, shape, folder));
      done += shape.estimated + 1;
      options.onProgress?.(`${shape.schema}.${shape.name}`, done, total);
    }
    // Sequences stand outside transactions: read after the tables they are never behind them.
    const sequences = await readSequences(sql);
    await client.query('commit');
    const moment = rows[0];
    if (moment === undefined) throw new Error('the database answered no time');
    return {
      format: 'anwang-backup',
      version: 1,
      at: moment.at.toISOString(),
      database: options.database,
      postgres: moment.postgres,
      migrations,
      tables,
      sequences,
      ledger,
    };
  } finally {
    await client.end();
  }
}

/**
 * Writes one consistent snapshot of the whole database and the store of uploaded files into a new folder, while the
 * node works on. The folder gets its name when it is complete.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  if (await exists(options.target)) throw refusal('target-exists', `${options.target} 已存在`, `${options.target} exists already`);
  const half = `${options.target}.partial`;
  await rm(half, { recursive: true, force: true });
  await mkdir(join(half, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const database = await dumpDatabase(options, half);
    const files = options.filesFolder === null ? [] : await copyFiles(options.filesFolder, join(half, 'files'), options.onProgress);
    const keys = options.keysFolder === null ? [] : await copyKeys(options.keysFolder, join(half, 'keys'));
    const manifest: Manifest = { ...database, files, keys };
    await writeFile(join(half, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    await rename(half, options.target);
    return manifest;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

/** Bytes of a backup on the disk. */
export async function backupSize(manifest: Manifest, folder: string): Promise<number> {
  const own = (await stat(join(folder, 'manifest.json'))).size;
  return [...manifest.tables, ...manifest.files].reduce((sum, file) => sum + file.bytes, own);
}
