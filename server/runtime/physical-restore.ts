import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbeddedCluster, placeCluster } from '#kernel/database/embedded.ts';
import { giveTo } from '#kernel/database/initdb.ts';
import { stopPostmaster } from '#kernel/database/postmaster.ts';
import { exists } from '#kernel/database/process-lock.ts';
import { restoreCommand } from './archive.ts';
import { refusal } from './backup-format.ts';
import { FILES_FOLDER, KEYS_FOLDER, writeNodeFile } from './node-file.ts';
import { type BaseCopy, listBaseCopies } from './physical.ts';

export interface PhysicalRestoreOptions {
  readonly archive: string;
  /** An instant with its offset, or null for all that was archived. */
  readonly until: string | null;
  /** The new data folder; must hold no cluster. */
  readonly data: string;
  readonly onProgress?: (part: 'copy' | 'replay' | 'files') => void;
}

/** The setting is read before time zones are loaded: it takes an offset in figures, and no T and Z. */
function asTargetTime(until: string): string {
  return new Date(until).toISOString().replace('T', ' ').replace('Z', '+00');
}

async function chooseBase(archive: string, until: string | null): Promise<{ folder: string; base: BaseCopy }> {
  const copies = await listBaseCopies(archive);
  const usable = copies.filter(({ base }) => until === null || Date.parse(base.ended_at) <= Date.parse(until));
  const chosen = usable.at(-1);
  if (chosen !== undefined) return chosen;
  const first = copies[0]?.base.ended_at;
  if (first === undefined)
    throw refusal(
      'no-base',
      `${archive} 中没有基础备份：先运行 anwang backup --physical`,
      `${archive} holds no base copy: "anwang backup --physical" makes one`,
    );
  throw refusal(
    'before-first-base',
    `最早的基础备份完成于 ${first}，不能恢复到更早的时刻`,
    `the first base copy ended at ${first}: no earlier moment can be brought back`,
  );
}

/**
 * Builds a new data folder from a base copy and the archived log, up to a moment. The archive and the old node are
 * only read. Answers the database's name.
 * @throws Problem `refused`: folder in use, moment before the first base copy or after the end of the archive.
 */
export async function physicalRestore(options: PhysicalRestoreOptions): Promise<{ database: string; from: string }> {
  const { data } = options;
  if ((await exists(join(data, 'cluster.json'))) || (await readdir(data).catch(() => [])).length > 0) {
    throw refusal('data-in-use', `${data} 不是空目录：请指定新的数据目录`, `${data} is not empty: name a new data folder`);
  }
  if (options.until !== null && !/T.*(Z|[+-]\d\d:?\d\d)$/.test(options.until)) {
    throw refusal(
      'bad-moment',
      `时刻须带时区，如 2026-11-24T18:00:00+08:00`,
      `write the moment with its offset, as 2026-11-24T18:00:00+08:00`,
    );
  }
  const chosen = await chooseBase(options.archive, options.until);
  await mkdir(data, { recursive: true, mode: 0o711 });
  options.onProgress?.('copy');
  await cp(join(chosen.folder, 'secrets.json'), join(data, 'secrets.json'));
  const { directory, user } = await placeCluster(data);
  await cp(join(chosen.folder, 'cluster'), directory, { recursive: true });
  await writeFile(join(directory, 'recovery.signal'), '');
  await giveTo(directory, user);
  options.onProgress?.('replay');
  const target = options.until === null ? {} : { recovery_target_time: asTargetTime(options.until), recovery_target_action: 'promote' };
  try {
    const cluster = await openEmbeddedCluster({
      data,
      watched: false,
      // Without hot standby it is not ready before the recovery is complete; without the collector a failure says why.
      settings: { restore_command: restoreCommand(options.archive), hot_standby: 'off', logging_collector: 'off', ...target },
    });
    // The settings of the recovery go with this start: the next one writes the ordinary ones.
    await cluster.stop();
  } catch (error) {
    await stopPostmaster(directory, 'immediate');
    await rm(directory, { recursive: true, force: true });
    for (const name of ['cluster.json', 'secrets.json']) await rm(join(data, name), { force: true });
    const words = error instanceof Error ? error.message : String(error);
    throw refusal('recovery-failed', `恢复未完成：${words}`, `the recovery did not reach its end: ${words}`);
  }
  options.onProgress?.('files');
  for (const part of [FILES_FOLDER, KEYS_FOLDER]) {
    if (await exists(join(chosen.folder, part))) await cp(join(chosen.folder, part), join(data, part), { recursive: true });
  }
  await writeNodeFile(data, { database: chosen.base.database });
  return { database: chosen.base.database, from: chosen.folder };
}
