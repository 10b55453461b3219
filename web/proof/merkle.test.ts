import { describe, expect, it } from 'vitest';
import { type Bytes, concat, fromHex, toHex, utf8 } from './bytes.ts';
import { type HashName, hashNames, leafHash, nodeHash, walkInclusion } from './merkle.ts';

/** The eight leaves of the certificate-transparency reference tests. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(fromHex);

/** Merkle tree head and audit path straight from the recursive definitions of RFC 6962 2.1 and 2.1.1. */
async function head(hash: HashName, entries: readonly Bytes[]): Promise<Bytes> {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return leafHash(hash, only);
  const split = splitOf(entries.length);
  return nodeHash(hash, await head(hash, entries.slice(0, split)), await head(hash, entries.slice(split)));
}

async function audit(hash: HashName, index: number, entries: readonly Bytes[]): Promise<Bytes[]> {
  if (entries.length === 1) return [];
  const split = splitOf(entries.length);
  return index < split
    ? [...(await audit(hash, index, entries.slice(0, split))), await head(hash, entries.slice(split))]
    : [...(await audit(hash, index - split, entries.slice(split))), await head(hash, entries.slice(0, split))];
}

function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

async function proofOf(hash: HashName, entries: readonly Bytes[], index: number) {
  const entry = entries[index] ?? utf8('');
  return {
    hash,
    leaf: await leafHash(hash, entry),
    index,
    size: entries.length,
    path: await audit(hash, index, entries),
    root: await head(hash, entries),
  };
}

describe('inclusion', () => {
  it('answers the published root of the reference tree', async () => {
    expect(toHex(await head('sha256', inputs))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('refuses a changed leaf, a changed path, a changed root, a moved index, a longer and a shorter path', async () => {
    const proof = await proofOf('sm3', inputs, 5);
    const other = await leafHash('sm3', utf8('another entry'));
    const refused = [
      { ...proof, leaf: other },
      { ...proof, path: proof.path.map((part, at) => (at === 1 ? other : part)) },
      { ...proof, root: other },
      { ...proof, index: 4 },
      { ...proof, index: -1 },
      { ...proof, index: 8 },
      { ...proof, index: 5.5 },
      { ...proof, size: 5 },
      { ...proof, path: [...proof.path, other] },
      { ...proof, path: proof.path.slice(0, -1) },
      { ...proof, path: [] },
    ];
    for (const each of refused) expect((await walkInclusion(each)).ok).toBe(false);
  });

  it('accepts every leaf of trees of all shapes, under both hashes', async () => {
    const entries = Array.from({ length: 20 }, (_, at) => concat(utf8(`act ${at}`)));
    for (const hash of hashNames) {
      for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 20]) {
        for (let index = 0; index < size; index += 1) {
          const walk = await walkInclusion(await proofOf(hash, entries.slice(0, size), index));
          expect(walk.ok, `${hash} ${index} of ${size}`).toBe(true);
        }
      }
    }
  });
});
