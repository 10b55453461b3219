import { type Bytes, concat, equal } from './bytes.ts';
import { sm3 } from './sm3.ts';

export const hashNames = ['sm3', 'sha256'] as const;
export type HashName = (typeof hashNames)[number];

type Hash = (message: Bytes) => Promise<Bytes>;

const hashes: Record<HashName, Hash> = {
  sm3: async (message) => sm3(message),
  // Present on https and on localhost only; elsewhere the page says that the check needs a secure address.
  sha256: async (message) => new Uint8Array(await crypto.subtle.digest('SHA-256', message)),
};

/** Whether this browser, at this address, can compute the hash. */
export function canHash(name: HashName): boolean {
  return name === 'sm3' || globalThis.crypto?.subtle !== undefined;
}

/** RFC 6962 2.1: a leaf is hashed behind a zero byte, so that no leaf can pass for a node. */
export function leafHash(name: HashName, entry: Bytes): Promise<Bytes> {
  return hashes[name](concat(Uint8Array.of(0), entry));
}

export function nodeHash(name: HashName, left: Bytes, right: Bytes): Promise<Bytes> {
  return hashes[name](concat(Uint8Array.of(1), left, right));
}

/** One turn on the way from the leaf to the root. */
export interface Turn {
  readonly side: 'left' | 'right';
  readonly sibling: Bytes;
  readonly result: Bytes;
}

export interface Walk {
  readonly ok: boolean;
  readonly root: Bytes;
  readonly turns: readonly Turn[];
}

export interface Inclusion {
  readonly hash: HashName;
  readonly leaf: Bytes;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Bytes[];
  readonly root: Bytes;
}

/**
 * RFC 9162 2.1.3.2 (the check of RFC 6962's audit path): recomputes the root from the leaf and the path and compares.
 * Refuses an index outside the tree and a path that is too long or too short. Indices and sizes are below 2^53.
 */
export async function walkInclusion({ hash, leaf, index, size, path, root }: Inclusion): Promise<Walk> {
  const turns: Turn[] = [];
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return { ok: false, root: leaf, turns };
  let node = index;
  let last = size - 1;
  let result = leaf;
  for (const sibling of path) {
    if (last === 0) return { ok: false, root: result, turns };
    if (node % 2 === 1 || node === last) {
      result = await nodeHash(hash, sibling, result);
      turns.push({ side: 'left', sibling, result });
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      result = await nodeHash(hash, result, sibling);
      turns.push({ side: 'right', sibling, result });
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return { ok: last === 0 && equal(result, root), root: result, turns };
}
