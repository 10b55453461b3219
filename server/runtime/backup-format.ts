import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '#kernel/problem/problem.ts';

export interface TableFile {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Below the backup's folder: gzip of COPY's text format, UTF-8. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LedgerHead {
  readonly size: number;
  readonly root: string;
  readonly algorithm: string;
}

/** manifest.json, written last: a folder without it is no backup. */
export interface Manifest {
  readonly format: 'anwang-backup';
  readonly version: 1;
  /** The moment of the snapshot. */
  readonly at: string;
  readonly database: string;
  readonly postgres: string;
  readonly migrations: readonly { readonly name: string; readonly hash: string }[];
  readonly tables: readonly TableFile[];
  readonly sequences: readonly { readonly schema: string; readonly name: string; readonly last: number | null }[];
  readonly ledger: LedgerHead | null;
  /** Below `files/`: the store of uploaded files. */
  readonly files: readonly StoredFile[];
  /** Below `keys/`: the ledger's public keys. The private one is never in a backup: who finds it could sign. */
  readonly keys: readonly StoredFile[];
}

/** The two folders of public keys inside a keys folder. */
export const PUBLIC_KEYS: readonly string[] = ['known', 'witnesses'];

export type Progress = (part: string, done: number, total: number) => void;

export function refusal(code: string, zh: string, en: string): Problem {
  return new Problem('refused', [{ code, text: { zh, en } }]);
}

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null)
    throw refusal(
      'no-backup',
      `${folder} 中没有 manifest.json，不是完整的备份`,
      `${folder} holds no manifest.json: it is not a complete backup`,
    );
  const value: unknown = JSON.parse(text);
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== 'anwang-backup' ||
    !('version' in value) ||
    value.version !== 1
  ) {
    throw refusal('unknown-format', `${folder} 的备份格式无法识别`, `${folder} is not in a format that this release knows`);
  }
  // Format and version were checked; the rest is as this module wrote it, and every file is checked by its hash.
  return value as Manifest;
}
