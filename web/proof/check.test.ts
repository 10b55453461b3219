import { beforeAll, describe, expect, it } from 'vitest';
import { treeHash } from '#kernel/ledger/hash.ts';
import type { InclusionProof } from '#kernel/ledger/proofs.ts';
import { newPrivateKey, publicKeyOf, signerOf } from '#kernel/ledger/signature.ts';
import { signHead, type TreeHead } from '#kernel/ledger/tree-head.ts';
import { checkProof } from './check.ts';

const signer = signerOf(newPrivateKey('ed25519'));
const entry = '{"at":"2026-11-24T01:00:00.000Z","verb":"hidden-danger.report"}';

/** A log of three entries, ours the last, made by the kernel's own code. */
function proofWith(algorithm: 'sm3' | 'sha256'): InclusionProof {
  const hash = treeHash(algorithm);
  const first = hash.node(hash.leaf('one'), hash.leaf('two'));
  const leaf = hash.leaf(entry);
  const head: TreeHead = {
    v: 1,
    log: 'test',
    size: 3,
    root: hash.node(first, leaf).toString('hex'),
    algorithm,
    at: '2026-11-24T01:00:01.000Z',
  };
  return {
    kind: 'anwang-inclusion',
    v: 1,
    entry,
    leaf: leaf.toString('hex'),
    index: 2,
    size: 3,
    path: [first.toString('hex')],
    head,
    signature: signHead(head, signer),
    cosignatures: [],
    keys: [signer.key],
  };
}

describe('a proof checked in the browser', () => {
  let proof: InclusionProof;
  beforeAll(() => {
    proof = proofWith('sm3');
  });

  it('fails when any part of it was changed', async () => {
    const other = publicKeyOf(signerOf(newPrivateKey('ed25519')).key.pem);
    const changed: readonly InclusionProof[] = [
      { ...proof, entry: entry.replace('report', 'verify') },
      { ...proof, leaf: proof.path[0] ?? '' },
      { ...proof, leaf: 'no hexadecimal' },
      { ...proof, index: 1 },
      { ...proof, size: 4 },
      { ...proof, path: [] },
      { ...proof, path: [proof.leaf] },
      { ...proof, head: { ...proof.head, root: proof.leaf } },
      { ...proof, head: { ...proof.head, at: '2026-11-24T01:00:02.000Z' } },
      { ...proof, signature: { ...proof.signature, value: `A${proof.signature.value.slice(1)}` } },
      { ...proof, keys: [{ ...other, id: signer.key.id }] },
      { ...proof, keys: [{ ...signer.key, pem: 'none' }] },
    ];
    for (const [at, each] of changed.entries()) expect((await checkProof(each)).outcome, `change ${at}`).toBe('fails');
  });

  it('says so when it cannot judge the signature', async () => {
    expect(await checkProof({ ...proof, keys: [] })).toMatchObject({ outcome: 'holds', signature: 'unknown' });
  });

  it('holds under both hashes', async () => {
    for (const algorithm of ['sm3', 'sha256'] as const) {
      expect(await checkProof(proofWith(algorithm))).toMatchObject({ outcome: 'holds', leaf: true, path: true, signature: 'valid' });
    }
  });
});
