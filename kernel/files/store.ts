import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export interface ByteRange {
  /** First and last byte, both included. */
  readonly first: number;
  readonly last: number;
}

/** Content by its hash. Disk here; an object store stands behind the same four calls. */
export interface ContentStore {
  /** Takes over the file at `path`; the same content twice is kept once. Durable when it returns. */
  put(hash: Buffer, path: string): Promise<void>;
  read(hash: Buffer, range?: ByteRange): Readable;
  has(hash: Buffer): Promise<boolean>;
  remove(hash: Buffer): Promise<void>;
}

/** Where content lies below the files folder of a node: whoever writes and whoever reads must look at the same place. */
export function contentStore(filesFolder: string): ContentStore {
  return diskStore(join(filesFolder, 'content'));
}

/** Files in two levels of 256 folders each, so that no folder grows beyond what a file system likes. */
export function diskStore(folder: string): ContentStore {
  const place = (hash: Buffer) => {
    const hex = hash.toString('hex');
    return join(folder, hex.slice(0, 2), hex.slice(2, 4), hex);
  };
  const has = (hash: Buffer) =>
    access(place(hash)).then(
      () => true,
      () => false,
    );
  return {
    has,
    put: async (hash, path) => {
      if (!(await has(hash))) await settle(path, place(hash));
      await rm(path, { force: true });
    },
    read: (hash, range) => createReadStream(place(hash), range === undefined ? {} : { start: range.first, end: range.last }),
    remove: (hash) => rm(place(hash), { force: true }),
  };
}

/** Content and name reach the disk before the database says that the file is there. */
async function settle(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const partial = `${target}.partial`;
  try {
    await rename(path, partial);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(path, partial);
  }
  await sync(partial);
  await rename(partial, target);
  await sync(dirname(target));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
