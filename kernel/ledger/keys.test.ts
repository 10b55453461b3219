import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addWitness, openKeyRing, rotateKey } from './keys.ts';
import { newPrivateKey, signerOf } from './signature.ts';
import { headFault, signHead, type TreeHead } from './tree-head.ts';

const head: TreeHead = { v: 1, log: 'test', size: 1, root: '00'.repeat(32), algorithm: 'sm3', at: '2026-11-24T08:00:00.000Z' };
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ledger-ring-')), 'keys');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('a private key that others can read is refused', async () => {
  await openKeyRing(folder);
  chmodSync(join(folder, 'signing.pem'), 0o640);
  await expect(openKeyRing(folder)).rejects.toThrow('640');
});

test('the first start makes a key that only its owner reads, the second uses it', async () => {
  const first = await openKeyRing(folder);
  expect(statSync(join(folder, 'signing.pem')).mode & 0o777).toBe(0o600);
  expect((await openKeyRing(folder)).signer.key.id).toBe(first.signer.key.id);
  expect(first.known.get(first.signer.key.id)?.pem).toBe(readFileSync(join(folder, 'known', `${first.signer.key.id}.pem`), 'utf8'));
});

test('after a rotation old heads still verify, and the old private key is gone', async () => {
  const before = await openKeyRing(folder);
  const signature = signHead(head, before.signer);
  const after = await rotateKey(folder, 'sm2-sm3');
  expect(after.signer.key.scheme).toBe('sm2-sm3');
  expect(headFault(head, signature, after.known)).toBeNull();
  expect(headFault(head, signHead(head, after.signer), after.known)).toBeNull();
  expect(signerOf(readFileSync(join(folder, 'signing.pem'), 'utf8')).key.id).toBe(after.signer.key.id);
});

test("another level's key cosigns but does not sign", async () => {
  await openKeyRing(folder);
  const witness = signerOf(newPrivateKey('ed25519'));
  await addWitness(folder, witness.key.pem);
  const ring = await openKeyRing(folder);
  expect(ring.witnesses.has(witness.key.id)).toBe(true);
  expect(ring.known.has(witness.key.id)).toBe(false);
});
