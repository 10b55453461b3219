import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';
import { writePrivately } from '#kernel/database/secrets.ts';

/** <data>/node.json: what the last start chose, so that the other commands mean the same node. */
export interface NodeFile {
  readonly database?: string;
  /** Whether that database is the demonstration's. */
  readonly demo?: boolean;
  /** Folder of the continuous WAL archive; kept until `--no-archive`. */
  readonly archive?: string;
}

export const DEMO_DATABASE = 'anwang_demo';
export const DATABASE = 'anwang';

/** `--data`, else ANWANG_DATA, else `data` in the clone. */
export function dataFolder(option: string | undefined): string {
  const chosen = option ?? process.env.ANWANG_DATA;
  if (chosen === undefined || chosen === '') return join(ROOT, 'data');
  return isAbsolute(chosen) ? chosen : resolve(chosen);
}

export async function readNodeFile(data: string): Promise<NodeFile> {
  const text = await readFile(join(data, 'node.json'), 'utf8').catch(() => '{}');
  // The file is written by this module only.
  return JSON.parse(text) as NodeFile;
}

export async function writeNodeFile(data: string, file: NodeFile): Promise<void> {
  await writePrivately(join(data, 'node.json'), `${JSON.stringify(file, null, 2)}\n`);
}

/** Below the data folder: the store of uploaded files, and the keys that sign the ledger. */
export const FILES_FOLDER = 'files';
export const KEYS_FOLDER = 'keys';
