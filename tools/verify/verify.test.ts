import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#kernel/clock/clock.ts';
import type { TestDatabase } from '#kernel/database/testing.ts';
import { cosign, storeCosignature } from '#kernel/ledger/cosign.ts';
import { heads } from '#kernel/ledger/heads.ts';
import { type ConsistencyProof, consistencyProof, exportLog, type InclusionProof, inclusionProof } from '#kernel/ledger/proofs.ts';
import { sealAll } from '#kernel/ledger/sealer.ts';
import { readAsSystem } from '#kernel/ledger/session.ts';
import { newPrivateKey, signerOf } from '#kernel/ledger/signature.ts';
import { ledgerDatabase, recordId, sampleBody, testSigner, writeEntries } from '#kernel/ledger/testing.ts';

const clock = fixedClock('2026-11-24T09:00:00Z');
const witness = signerOf(newPrivateKey('sm2-sm3'));
const stranger = signerOf(newPrivateKey('ed25519'));
const keys = new Map([testSigner, witness].map((each) => [each.key.id, each.key]));
const hash = 'ab'.repeat(32);

let folder: string;
let database: TestDatabase;
let proof: InclusionProof;
let consistency: ConsistencyProof;
let lines: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-verify-'));
  database = await ledgerDatabase();
  for (const [pass, count] of [5, 8].entries()) {
    const bodies = Array.from({ length: count }, (_, index) => sampleBody(pass * 100 + index, 1));
    await writeEntries(database.server, bodies);
    const sealed = await sealAll(database.server, { clock, signer: testSigner, log: 'test' });
    if (sealed.head === null) throw new Error('nothing sealed');
    const signature = cosign(sealed.head.head, witness);
    await storeCosignature(database.server, { size: sealed.head.head.size, by: '省厅', signature }, { witnesses: keys, clock });
  }
  await readAsSystem(database.server, async (sql) => {
    const answer = await inclusionProof(sql, { recordType: 'hidden-danger', recordId: recordId(103), version: 1 }, { keys });
    const both = await consistencyProof(sql, 5, 13, keys);
    if (answer?.status !== 'sealed' || both === null) throw new Error('no proof');
    proof = answer.proof;
    consistency = both;
    lines = [];
    for await (const line of exportLog(sql, 13)) lines.push(line);
    write('heads.json', { heads: await heads(sql, { limit: 9 }), keys: [...keys.values()] });
  });
  writeFileSync(join(folder, 'key.pem'), testSigner.key.pem);
  writeFileSync(join(folder, 'stranger.pem'), stranger.key.pem);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function run(...args: string[]): { code: number | null; out: string; failed: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'verify.mjs'), ...args], { encoding: 'utf8' });
  return { code: status, out: stdout + stderr, failed: [...stdout.matchAll(/✗ \[([a-z]+)\]/g)].map((each) => each[1] ?? '') };
}

/** The proof with some of its fields replaced. */
function changed<T extends object>(whole: T, more: object): T {
  return { ...structuredClone(whole), ...more };
}

describe('an inclusion proof', () => {
  const flipped = (value: string) => (value.startsWith('0') ? `1${value.slice(1)}` : `0${value.slice(1)}`);
  const cases: [string, (good: InclusionProof) => object, string[]][] = [
    ['entry', (good) => ({ entry: good.entry.replace('open', 'shut') }), ['entry']],
    ['leaf', (good) => ({ leaf: flipped(good.leaf) }), ['leaf']],
    ['index', (good) => ({ index: good.index - 1 }), ['path']],
    ['index beyond the log', () => ({ index: 13 }), ['index']],
    ['size', (good) => ({ size: good.size - 1 }), ['size', 'path']],
    ['path, one hash', (good) => ({ path: [flipped(good.path[0] ?? ''), ...good.path.slice(1)] }), ['path']],
    ['path, shortened', (good) => ({ path: good.path.slice(1) }), ['path']],
    ['path, lengthened', (good) => ({ path: [...good.path, hash] }), ['path']],
    ['head.v', (good) => ({ head: { ...good.head, v: 2 } }), ['head', 'signature', 'cosignature']],
    ['head with another field', (good) => ({ head: { ...good.head, more: 1 } }), ['head']],
    ['head.log', (good) => ({ head: { ...good.head, log: 'other' } }), ['signature', 'cosignature']],
    ['head.size', (good) => ({ head: { ...good.head, size: 14 } }), ['size', 'signature', 'cosignature']],
    ['head.root', (good) => ({ head: { ...good.head, root: hash } }), ['path', 'signature', 'cosignature']],
    ['head.algorithm', (good) => ({ head: { ...good.head, algorithm: 'sha256' } }), ['entry', 'path', 'signature', 'cosignature']],
    ['head.at', (good) => ({ head: { ...good.head, at: '2026-11-24T09:00:00.001Z' } }), ['signature', 'cosignature']],
    ['signature.value', (good) => ({ signature: { ...good.signature, value: Buffer.alloc(64).toString('base64') } }), ['signature']],
    ['signature.key', (good) => ({ signature: { ...good.signature, key: stranger.key.id } }), ['key']],
    ['signature.scheme', (good) => ({ signature: { ...good.signature, scheme: 'sm2-sm3' } }), ['signature']],
    ['cosignature', (good) => ({ cosignatures: [{ ...good.cosignatures[0], value: good.signature.value }] }), ['cosignature']],
    ['keys, another key under the id', (good) => ({ keys: [{ ...stranger.key, id: good.signature.key }] }), ['key', 'key']],
    ['keys, none', () => ({ keys: [] }), ['key']],
  ];
  test.each(cases)('with a changed %s is not verified', (_, change, expected) => {
    const { code, failed } = run(write('changed.json', changed(proof, change(proof))));
    expect(failed).toEqual(expected);
    expect(code).toBe(1);
  });

  test('signed by a key that was not published is not verified', () => {
    const { code, failed } = run(write('proof.json', proof), '--key', join(folder, 'stranger.pem'));
    expect(failed).toEqual(['key']);
    expect(code).toBe(1);
  });

  test.each(['entry', 'leaf', 'index', 'size', 'path', 'head', 'signature'])('without %s cannot be checked', (field) => {
    const { code, out } = run(write('partial.json', Object.fromEntries(Object.entries(proof).filter(([name]) => name !== field))));
    expect(code).toBe(2);
    expect(out).toContain(field);
  });

  test('is verified, in both languages, against the published key', () => {
    const { code, out } = run(write('proof.json', proof), '--key', join(folder, 'key.pem'));
    expect(out).toContain('结论：属实');
    expect(out).toContain('hidden-danger.report');
    expect(out).not.toContain('--key');
    expect(code).toBe(0);
  });

  test('with the key that came along is verified, with a warning; in one language', () => {
    const { code, out } = run(write('proof.json', proof), '--lang', 'en');
    expect(out).toContain('The cosignature of 省厅 holds');
    expect(out).toContain('compare its id with the published one');
    expect(out).not.toContain('结论');
    expect(code).toBe(0);
  });

  test('is verified with the SM3 that comes along, too', () => {
    expect(run(write('proof.json', proof), '--portable-sm3').code).toBe(0);
    expect(run(write('forged.json', changed(proof, { entry: '{}' })), '--portable-sm3').failed).toContain('entry');
  });
});

describe('a consistency proof', () => {
  const swap = (good: ConsistencyProof) => ({ first: good.second, second: good.first });
  const forge = (good: ConsistencyProof, which: 'first' | 'second') => ({
    [which]: { ...good[which], head: { ...good[which].head, root: hash } },
  });
  const cases: [string, (good: ConsistencyProof) => object, string[]][] = [
    ['path', (good) => ({ path: good.path.slice(1) }), ['consistency']],
    ['first root', (good) => forge(good, 'first'), ['consistency', 'signature', 'cosignature']],
    ['second root', (good) => forge(good, 'second'), ['consistency', 'signature', 'cosignature']],
    ['order', swap, ['consistency']],
    ['log', (good) => ({ first: { ...good.first, head: { ...good.first.head, log: 'other' } } }), ['log', 'signature', 'cosignature']],
  ];
  test.each(cases)('with a changed %s is not verified', (_, change, expected) => {
    const { code, failed } = run(write('changed.json', changed(consistency, change(consistency))));
    expect(failed).toEqual(expected);
    expect(code).toBe(1);
  });

  test('is verified', () => {
    const { code, out } = run(write('consistency.json', consistency));
    expect(out).toContain('The log of 13 entries continues the log of 5');
    expect(code).toBe(0);
  });
});

describe('an export of the log', () => {
  const verify = (content: string) =>
    run(write('log.jsonl', content), '--head', join(folder, 'heads.json'), '--key', join(folder, 'key.pem'));

  test('with a changed entry is not verified, and the place is narrowed down', () => {
    const { code, failed, out } = verify(lines.map((line, at) => (at === 9 ? line.replace('open', 'shut') : line)).join(''));
    expect(failed).toEqual(['root']);
    expect(out).toContain('something between places 5 and 12 was changed');
    expect(code).toBe(1);
  });

  test('with a missing, doubled or swapped line is not verified', () => {
    expect(verify(lines.slice(1).join('')).failed).toEqual(['index']);
    expect(verify([...lines.slice(0, 3), ...lines.slice(2)].join('')).failed).toEqual(['index']);
    expect(verify(lines.slice(0, 12).join('')).failed).toContain('size');
  });

  test('is verified against all heads', () => {
    const { code, out } = verify(lines.join(''));
    expect(out).toContain('The first 5 entries are those of the head');
    expect(out).toContain('The first 13 entries are those of the head');
    expect(code).toBe(0);
  });
});

test('what is no proof cannot be checked', () => {
  expect(run().code).toBe(2);
  expect(run(join(folder, 'none.json')).code).toBe(2);
  expect(run(write('text.json', 'not json')).code).toBe(2);
  expect(run(write('other.json', { kind: 'other' })).code).toBe(2);
  expect(run('--unknown').code).toBe(2);
});
