import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asOwner } from '#kernel/database/cluster.ts';
import { exists } from '#kernel/database/process-lock.ts';
import { archiveParts } from './archive.ts';
import { copyKeys, listFiles } from './backup.ts';
import { type Progress, refusal } from './backup-format.ts';
import type { AnwangNode } from './node.ts';
import { FILES_FOLDER, KEYS_FOLDER } from './node-file.ts';

/** base.json of a base copy, written last. */
export interface BaseCopy {
  readonly format: 'anwang-base';
  readonly version: 1;
  readonly postgres: string;
  readonly database: string;
  /** From this moment on the archive can bring back any state. */
  readonly ended_at: string;
  readonly files: number;
}

/** What a running PostgreSQL's folder holds that a copy must not: it is rebuilt at a start, or comes from the archive. */
const LEFT_OUT = ['postmaster.pid', 'postmaster.opts', 'anwang.conf'];
const EMPTIED = ['pg_wal', 'log', 'pg_dynshmem', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'];

async function copyTree(source: string, target: string, onProgress?: (done: number, total: number) => void): Promise<void> {
  const paths = await listFiles(source);
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    const folder = join(entry.parentPath, entry.name).slice(source.length + 1);
    if (entry.isDirectory() && !EMPTIED.includes(folder.split('/')[0] ?? ''))
      await mkdir(join(target, folder), { recursive: true, mode: 0o700 });
  }
  for (const folder of EMPTIED) await mkdir(join(target, folder), { recursive: true, mode: 0o700 });
  for (const [index, path] of paths.entries()) {
    if (EMPTIED.includes(path.split('/')[0] ?? '') || LEFT_OUT.includes(path)) continue;
    // Tables are dropped while the copy runs; the log has what became of them.
    await copyFile(join(source, path), join(target, path)).catch(async (error: unknown) => {
      if (await exists(join(source, path))) throw error;
    });
    onProgress?.(index + 1, paths.length);
  }
}

interface Stopped {
  readonly labelfile: string;
  readonly spcmapfile: string;
  readonly at: Date;
}

/**
 * Copies the embedded cluster's folder while it runs, as the start of a recovery to any moment after it.
 * The copy is of use only with the write-ahead log that is archived beside it.
 */
export async function physicalBackup(node: AnwangNode, onProgress?: Progress): Promise<{ folder: string; base: BaseCopy }> {
  const { embedded, archive } = node;
  if (embedded === null)
    throw refusal(
      'not-embedded',
      '物理备份只适用于内置数据库；外部数据库请用其自带工具',
      'a physical backup is of the embedded database; use the tools of the outside one',
    );
  if (archive === null)
    throw refusal(
      'no-archive',
      '尚未归档：先用 anwang start --archive DIR 启动',
      'nothing is archived yet: start with "anwang start --archive DIR" first',
    );
  const { base } = archiveParts(archive);
  return asOwner(node.cluster, 'postgres', async (sql) => {
    const { rows } = await sql.query<{ stamp: string; version: string }>(
      `select to_char(now(), 'YYYYMMDD"T"HH24MISS.MS"Z"') as stamp, current_setting('server_version') as version`,
    );
    const folder = join(base, rows[0]?.stamp ?? 'base');
    const half = `${folder}.partial`;
    await mkdir(join(half, 'cluster'), { recursive: true, mode: 0o700 });
    try {
      await sql.query(`select pg_backup_start('anwang', true)`);
      await copyTree(embedded.directory, join(half, 'cluster'), (done, total) => onProgress?.('cluster', done, total));
      // Waits until the log up to here is in the archive.
      const stopped = await sql.query<Stopped>('select labelfile, spcmapfile, clock_timestamp() as at from pg_backup_stop(true)');
      const end = stopped.rows[0];
      if (end === undefined) throw new Error('pg_backup_stop answered nothing');
      await writeFile(join(half, 'cluster', 'backup_label'), end.labelfile, { mode: 0o600 });
      if (end.spcmapfile !== '') await writeFile(join(half, 'cluster', 'tablespace_map'), end.spcmapfile, { mode: 0o600 });
      await copyFile(join(node.data, 'secrets.json'), join(half, 'secrets.json'));
      const filesFolder = join(node.data, FILES_FOLDER);
      const files = await listFiles(filesFolder);
      if (files.length > 0) await copyTree(filesFolder, join(half, 'files'));
      await copyKeys(join(node.data, KEYS_FOLDER), join(half, 'keys'));
      const info: BaseCopy = {
        format: 'anwang-base',
        version: 1,
        postgres: rows[0]?.version ?? '',
        database: node.database,
        ended_at: end.at.toISOString(),
        files: files.length,
      };
      await writeFile(join(half, 'base.json'), `${JSON.stringify(info, null, 1)}\n`, { mode: 0o600 });
      await rename(half, folder);
      return { folder, base: info };
    } catch (error) {
      await rm(half, { recursive: true, force: true });
      throw error;
    }
  });
}

/** The base copies of an archive, oldest first. */
export async function listBaseCopies(archive: string): Promise<{ folder: string; base: BaseCopy }[]> {
  const { base } = archiveParts(archive);
  const names = (await readdir(base).catch(() => [])).sort();
  const found: { folder: string; base: BaseCopy }[] = [];
  for (const name of names) {
    const text = await readFile(join(base, name, 'base.json'), 'utf8').catch(() => null);
    // Written by physicalBackup only, and last: a copy without it is not whole.
    if (text !== null) found.push({ folder: join(base, name), base: JSON.parse(text) as BaseCopy });
  }
  return found;
}
