import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './process-lock.ts';

const FILE = 'secrets.json';

async function readSecrets(data: string): Promise<Record<string, string>> {
  const text = await readFile(join(data, FILE), 'utf8').catch(() => '{}');
  // The file is written by this module only: names to texts.
  return JSON.parse(text) as Record<string, string>;
}

/** Writes beside and renames, so that a reader finds the old file or the new one and never a part. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const half = `${path}.${process.pid}`;
  await writeFile(half, text, { mode: 0o600 });
  await rename(half, path);
}

/** A random secret of the installation, made at first use and kept in `<data>/secrets.json` (0600), the same for every process that shares the folder. */
export async function secret(data: string, name: string): Promise<string> {
  const known = (await readSecrets(data))[name];
  if (known !== undefined) return known;
  return withLock(join(data, 'secrets.lock'), async () => {
    const secrets = await readSecrets(data);
    const value = secrets[name] ?? randomBytes(24).toString('base64url');
    if (secrets[name] === undefined) await writePrivately(join(data, FILE), `${JSON.stringify({ ...secrets, [name]: value }, null, 2)}\n`);
    return value;
  });
}
