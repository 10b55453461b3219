import { join, resolve } from 'node:path';
import type { Text } from '#kernel/text.ts';
import { checkLedger } from '#server/runtime/ledger-check.ts';
import { type AnwangNode, openNode, outsideUrl, rememberNode } from '#server/runtime/node.ts';
import { dataFolder, FILES_FOLDER, KEYS_FOLDER, readNodeFile } from '#server/runtime/node-file.ts';
import { physicalRestore } from '#server/runtime/physical-restore.ts';
import { checkBackup, restore } from '#server/runtime/restore.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { reportLedger } from './ledger-verify.ts';
import { printJson, printText, progressBar, tell } from './output.ts';

export interface RestoreFlags extends CommonOptions {
  readonly from?: string;
  readonly forceNew?: string;
  readonly physical?: string;
  readonly until?: string;
  /** Commander's `--no-verify`. */
  readonly verify: boolean;
}

const stages = {
  copy: { zh: '复制基础备份', en: 'copying the base copy' },
  replay: { zh: '重放日志', en: 'replaying the log' },
  files: { zh: '复制文件', en: 'copying files' },
} as const;

/** Verifies what was restored and says what came of it; a ledger that does not hold makes the restore a failure. */
async function finish(node: AnwangNode, flags: RestoreFlags, outcome: Record<string, unknown>, text: Text): Promise<number> {
  const bar = progressBar();
  const verification = flags.verify ? await checkLedger(node, { onProgress: bar.show }).finally(bar.end) : null;
  if (flags.json === true) printJson({ ...outcome, verification });
  else {
    printText(text);
    if (verification !== null) reportLedger(verification);
  }
  return verification === null || verification.ok ? EXIT.ok : EXIT.failed;
}

async function toMoment(flags: RestoreFlags, archive: string): Promise<number> {
  if (flags.data === undefined) throw new UsageError('anwang restore --physical DIR --data NEW_DATA_DIR [--until INSTANT]');
  const data = dataFolder(flags.data);
  const done = await physicalRestore({ archive, data, until: flags.until ?? null, onProgress: (part) => tell(stages[part]) });
  const node = await openNode({ data });
  try {
    return await finish(
      node,
      flags,
      { data, ...done },
      {
        zh: `已恢复到 ${data}，启动：anwang start --data ${data}`,
        en: `restored into ${data}; start it with: anwang start --data ${data}`,
      },
    );
  } finally {
    await node.close();
  }
}

export async function runRestore(flags: RestoreFlags): Promise<number> {
  if (flags.physical !== undefined) return toMoment(flags, resolve(flags.physical));
  if (flags.from === undefined) throw new UsageError('anwang restore --from DIR [--database NAME | --force-new NAME]');
  if (flags.until !== undefined) throw new UsageError('--until goes with --physical');
  const source = resolve(flags.from);
  const bar = progressBar();
  const manifest = await checkBackup(source, bar.show).finally(bar.end);
  const fresh = outsideUrl() === undefined && (await readNodeFile(dataFolder(flags.data))).database === undefined;
  const database = flags.forceNew ?? flags.database ?? (fresh ? manifest.database : undefined);
  const node = await openNode({ data: flags.data, database, want: 'any' });
  try {
    const folders = { filesFolder: join(node.data, FILES_FOLDER), keysFolder: join(node.data, KEYS_FOLDER) };
    await restore({ cluster: node.cluster, database: node.database, source, ...folders, onProgress: bar.show });
    bar.end();
    if (fresh) await rememberNode(node);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const outcome = { database: node.database, at: manifest.at, rows, files: manifest.files.length, ledger: manifest.ledger };
    return await finish(node, flags, outcome, {
      zh: `已把 ${manifest.at} 的备份恢复到数据库 ${node.database}：${rows} 行，${manifest.files.length} 个文件`,
      en: `the backup of ${manifest.at} is restored in the database ${node.database}: ${rows} rows, ${manifest.files.length} files`,
    });
  } finally {
    bar.end();
    await node.close();
  }
}
