import { hash } from 'node:crypto';

/** SM3 is GB/T 32905-2016, SHA-256 is FIPS 180-4; both give 32 bytes. One log uses one of them from its first leaf to its last. */
export const hashAlgorithms = ['sm3', 'sha256'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

export const hashBytes = 32;

/** The digest of the bytes, 32 bytes. Text is hashed as UTF-8. */
export function digest(algorithm: HashAlgorithm, data: Uint8Array | string): Buffer {
  return hash(algorithm, data, 'buffer');
}

/** The three hashes of RFC 9162 2.1.1. */
export interface TreeHash {
  readonly algorithm: HashAlgorithm;
  /** HASH() of nothing: the root of an empty log. */
  empty(): Buffer;
  /** HASH(0x00 || entry). Text is hashed as UTF-8. */
  leaf(entry: Uint8Array | string): Buffer;
  /** HASH(0x01 || left || right). */
  node(left: Uint8Array, right: Uint8Array): Buffer;
}

export function treeHash(algorithm: HashAlgorithm): TreeHash {
  // One buffer serves every node: hashing is synchronous and copies nothing out of it.
  const pair = Buffer.alloc(1 + 2 * hashBytes, 0x01);
  return {
    algorithm,
    empty: () => digest(algorithm, ''),
    leaf(entry) {
      const bytes = typeof entry === 'string' ? Buffer.byteLength(entry) : entry.length;
      const prefixed = Buffer.allocUnsafe(1 + bytes);
      prefixed[0] = 0x00;
      if (typeof entry === 'string') prefixed.write(entry, 1);
      else prefixed.set(entry, 1);
      return digest(algorithm, prefixed);
    },
    node(left, right) {
      if (left.length !== hashBytes || right.length !== hashBytes) throw new RangeError('A node joins two hashes of 32 bytes');
      pair.set(left, 1);
      pair.set(right, 1 + hashBytes);
      return digest(algorithm, pair);
    },
  };
}
