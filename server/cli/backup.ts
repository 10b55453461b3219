import { join, resolve } from 'node:path';
import { backup, backupSize } from '#server/runtime/backup.ts';
import { openNode } from '#server/runtime/node.ts';
import { FILES_FOLDER, KEYS_FOLDER } from '#server/runtime/node-file.ts';
import { physicalBackup } from '#server/runtime/physical.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { megabytes, printJson, printText, progressBar } from './output.ts';

export interface BackupFlags extends CommonOptions {
  readonly to?: string;
  readonly physical?: boolean;
}

export async function runBackup(flags: BackupFlags): Promise<number> {
  if (flags.physical !== true && flags.to === undefined) throw new UsageError('anwang backup --to DIR');
  const node = await openNode({ data: flags.data, database: flags.database });
  const bar = progressBar();
  try {
    if (flags.physical === true) {
      const { folder, base } = await physicalBackup(node, bar.show);
      bar.end();
      if (flags.json === true) printJson({ folder, ...base });
      else printText({ zh: `基础备份已写入 ${folder}`, en: `base copy written to ${folder}` });
      return EXIT.ok;
    }
    const target = resolve(flags.to ?? '');
    const manifest = await backup({
      ownerUrl: node.ownerUrl,
      database: node.database,
      filesFolder: join(node.data, FILES_FOLDER),
      keysFolder: join(node.data, KEYS_FOLDER),
      target,
      onProgress: bar.show,
    });
    bar.end();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = await backupSize(manifest, target);
    const { at, ledger } = manifest;
    if (flags.json === true)
      printJson({ folder: target, at, tables: manifest.tables.length, rows, files: manifest.files.length, bytes, ledger });
    else {
      printText({
        zh: `已备份 ${manifest.tables.length} 张表 ${rows} 行、${manifest.files.length} 个文件（${megabytes(bytes)}）到 ${target}`,
        en: `${manifest.tables.length} tables, ${rows} rows and ${manifest.files.length} files (${megabytes(bytes)}) backed up to ${target}`,
      });
    }
    return EXIT.ok;
  } finally {
    bar.end();
    await node.close();
  }
}
