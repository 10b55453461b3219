import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSm2, newPrivateKey, publicKeyOf, signatureSchemes, signerOf, verifySignature } from './signature.ts';
import { headBytes, headFault, signHead, type TreeHead } from './tree-head.ts';

const head: TreeHead = { v: 1, log: 'test', size: 8, root: 'ab'.repeat(32), algorithm: 'sm3', at: '2026-11-24T08:00:00.000Z' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Ed25519', () => {
  test('verifies the second example of RFC 8032 7.1 and not its neighbours', () => {
    const spki = `302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c`;
    const key = publicKeyOf(`-----BEGIN PUBLIC KEY-----\n${Buffer.from(spki, 'hex').toString('base64')}\n-----END PUBLIC KEY-----\n`);
    const signature = Buffer.from(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      'hex',
    );
    expect(verifySignature(key, Buffer.from('72', 'hex'), signature)).toBe(true);
    expect(verifySignature(key, Buffer.from('73', 'hex'), signature)).toBe(false);
  });
});

describe('SM2 with SM3', () => {
  test('verifies the example of GB/T 32918.5-2017 annex A', () => {
    expect(hasSm2()).toBe(true);
  });

  test('OpenSSL accepts what we sign under the standard name, and we what OpenSSL signs', () => {
    const pem = newPrivateKey('sm2-sm3');
    const signer = signerOf(pem);
    const path = (name: string) => join(folder, name);
    writeFileSync(path('secret.pem'), pem, { mode: 0o600 });
    writeFileSync(path('public.pem'), signer.key.pem);
    writeFileSync(path('head'), headBytes(head));
    writeFileSync(path('ours'), signer.sign(headBytes(head)));
    const named = ['-rawin', '-digest', 'sm3', '-in', path('head'), '-pkeyopt', 'distid:1234567812345678'];
    const verified = execFileSync('openssl', [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      path('public.pem'),
      ...named,
      '-sigfile',
      path('ours'),
    ]);
    expect(verified.toString()).toContain('Verified Successfully');
    const theirs = execFileSync('openssl', ['pkeyutl', '-sign', '-inkey', path('secret.pem'), ...named]);
    expect(verifySignature(signer.key, headBytes(head), theirs)).toBe(true);
  });
});

describe.each(signatureSchemes)('a head signed with %s', (scheme) => {
  const signer = signerOf(newPrivateKey(scheme));
  const keys = new Map([[signer.key.id, signer.key]]);
  const signature = signHead(head, signer);

  test('fails when any field is another one', () => {
    const others: TreeHead[] = [
      { ...head, log: 'other' },
      { ...head, size: 9 },
      { ...head, root: 'ac'.repeat(32) },
      { ...head, algorithm: 'sha256' },
      { ...head, at: '2026-11-24T08:00:00.001Z' },
    ];
    for (const other of others) expect(headFault(other, signature, keys)).toBe('bad-signature');
  });

  test('fails under another key, and under none', () => {
    const stranger = signerOf(newPrivateKey(scheme)).key;
    expect(headFault(head, signature, new Map([[signer.key.id, { ...stranger, id: signer.key.id }]]))).toBe('bad-signature');
    expect(headFault(head, signature, new Map())).toBe('unknown-key');
  });

  test('holds, and says with which scheme', () => {
    expect(signature.scheme).toBe(scheme);
    expect(headFault(head, signature, keys)).toBeNull();
  });
});

test('a key of another kind is refused', () => {
  const other = execFileSync('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(() => signerOf(other.toString())).toThrow('Ed25519 or SM2');
});
