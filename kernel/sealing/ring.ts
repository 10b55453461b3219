import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '#kernel/database/process-lock.ts';
import { writePrivately } from '#kernel/database/secrets.ts';
import type { SealingRing } from './vault.ts';

const file = 'sealing.json';
const key_bytes = 32;

/** The ring as its file holds it: keys in base64. */
interface Stored {
  readonly current: number;
  readonly keys: Readonly<Record<string, string>>;
  readonly index: string;
}

function newKey(): string {
  return randomBytes(key_bytes).toString('base64');
}

function ringOf(stored: Stored): SealingRing {
  const decode = (text: string) => {
    const key = Buffer.from(text, 'base64');
    if (key.length !== key_bytes) throw new Error(`a sealing key has ${key_bytes} bytes, not ${key.length}`);
    return key;
  };
  const keys = new Map(Object.entries(stored.keys).map(([version, text]) => [Number(version), decode(text)]));
  return { current: stored.current, keys, index: decode(stored.index) };
}

async function read(path: string): Promise<Stored | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new Error(`${path} can be read by others (mode ${(mode & 0o777).toString(8)}); set it to 600`);
  // The file is written by this module only.
  return JSON.parse(text) as Stored;
}

async function write(path: string, stored: Stored): Promise<SealingRing> {
  await writePrivately(path, `${JSON.stringify(stored, null, 2)}\n`);
  return ringOf(stored);
}

/** A ring that lives in memory only: for tests and for a simulation, whose values nobody reads again. */
export function newRing(): SealingRing {
  return ringOf({ current: 1, keys: { 1: newKey() }, index: newKey() });
}

/**
 * Reads the ring of a folder outside the database and makes it at the first start. Without this file nothing sealed can ever be read again: it is kept
 * like the signing key. Throws when others can read it.
 */
export async function openSealingRing(folder: string): Promise<SealingRing> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, file);
  const known = await read(path);
  if (known !== null) return ringOf(known);
  return withLock(join(folder, 'sealing.lock'), async () => {
    const stored = (await read(path)) ?? { current: 1, keys: { 1: newKey() }, index: newKey() };
    return write(path, stored);
  });
}

/** Takes a new key into use; the former ones stay, until everything they sealed has been sealed anew. */
export async function addSealingKey(folder: string): Promise<SealingRing> {
  await openSealingRing(folder);
  const path = join(folder, file);
  return withLock(join(folder, 'sealing.lock'), async () => {
    const stored = await read(path);
    if (stored === null) throw new Error(`${path} is gone`);
    const current = Math.max(...Object.keys(stored.keys).map(Number)) + 1;
    return write(path, { ...stored, current, keys: { ...stored.keys, [current]: newKey() } });
  });
}
