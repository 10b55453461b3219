import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#kernel/clock/clock.ts';
import type { TestDatabase } from '#kernel/database/testing.ts';
import { cosign, storeCosignature } from './cosign.ts';
import { treeHash } from './hash.ts';
import { heads } from './heads.ts';
import { verifyConsistency, verifyInclusion } from './merkle.ts';
import { consistencyProof, exportLog, inclusionProof, type ProofAnswer } from './proofs.ts';
import { sealAll } from './sealer.ts';
import { readAsSystem } from './session.ts';
import { newPrivateKey, signerOf } from './signature.ts';
import { ledgerDatabase, recordId, sampleBody, testKeys, testSigner, writeEntries } from './testing.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-24T09:00:00Z');
const options = { clock, signer: testSigner, log: 'test' };
const hash = treeHash('sm3');

beforeAll(async () => {
  database = await ledgerDatabase();
  for (const pass of [1, 7, 300]) {
    await writeEntries(
      database.server,
      Array.from({ length: pass }, (_, index) => sampleBody(pass * 1000 + index, 1)),
    );
    await sealAll(database.server, options);
  }
  await writeEntries(database.server, [sampleBody(1, 1)]);
});
afterAll(() => database.close());

function ask(record: number, size?: number): Promise<ProofAnswer | null> {
  const entry = { recordType: 'hidden-danger', recordId: recordId(record), version: 1 };
  return readAsSystem(database.server, (sql) => inclusionProof(sql, entry, { keys: testKeys, ...(size === undefined ? {} : { size }) }));
}

function holds(answer: ProofAnswer | null): boolean {
  if (answer?.status !== 'sealed') return false;
  const { proof } = answer;
  const path = proof.path.map((each) => Buffer.from(each, 'hex'));
  return verifyInclusion(hash, {
    leaf: hash.leaf(proof.entry),
    index: proof.index,
    size: proof.size,
    path,
    root: Buffer.from(proof.head.root, 'hex'),
  });
}

describe('an inclusion proof', () => {
  test('does not exist for an unknown entry', async () => {
    expect(await ask(999_999)).toBeNull();
  });

  test('is pending until the entry is sealed', async () => {
    expect((await ask(1))?.status).toBe('pending');
  });

  test('is refused against a head that is older, or does not exist', async () => {
    await expect(ask(300_000, 8)).rejects.toThrow('after the tree head of size 8');
    await expect(ask(1_000, 5)).rejects.toThrow('No tree head of size 5');
  });

  test('leads to the newest head, and to an older one that covers the entry', async () => {
    for (const record of [1_000, 7_006, 300_000, 300_255, 300_299]) expect(holds(await ask(record))).toBe(true);
    expect(holds(await ask(1_000, 1))).toBe(true);
    expect(holds(await ask(7_003, 8))).toBe(true);
  });
});

describe('a consistency proof', () => {
  test('does not exist between sizes without a head, nor backwards', async () => {
    await readAsSystem(database.server, async (sql) => {
      expect(await consistencyProof(sql, 2, 308, testKeys)).toBeNull();
      expect(await consistencyProof(sql, 308, 8, testKeys)).toBeNull();
    });
  });

  test('holds between all heads', async () => {
    for (const [from, to] of [
      [1, 8],
      [1, 308],
      [8, 308],
      [308, 308],
    ] as const) {
      const proof = await readAsSystem(database.server, (sql) => consistencyProof(sql, from, to, testKeys));
      if (proof === null) throw new Error(`no proof from ${from} to ${to}`);
      const [firstRoot, secondRoot] = [proof.first, proof.second].map((each) => Buffer.from(each.head.root, 'hex'));
      const path = proof.path.map((each) => Buffer.from(each, 'hex'));
      if (firstRoot === undefined || secondRoot === undefined) throw new Error('no roots');
      expect(verifyConsistency(hash, { first: from, second: to, firstRoot, secondRoot, path })).toBe(true);
    }
  });
});

test('heads come in pages from the newest', async () => {
  await readAsSystem(database.server, async (sql) => {
    expect((await heads(sql, { limit: 2 })).map((each) => each.head.size)).toEqual([308, 8]);
    expect((await heads(sql, { limit: 2, below: 8 })).map((each) => each.head.size)).toEqual([1]);
  });
});

test('an export holds every sealed entry in order and no other', async () => {
  const lines: { index: number; entry: string }[] = [];
  await readAsSystem(database.server, async (sql) => {
    for await (const line of exportLog(sql, 308, 100)) lines.push(JSON.parse(line));
  });
  expect(lines.map((line) => line.index)).toEqual(Array.from({ length: 308 }, (_, index) => index));
  expect(lines.some((line) => line.entry.includes(recordId(1)))).toBe(false);
});

describe('a cosignature', () => {
  const witness = signerOf(newPrivateKey('sm2-sm3'));
  const witnesses = new Map([[witness.key.id, witness.key]]);
  const store = (size: number, signature: ReturnType<typeof cosign>) =>
    storeCosignature(database.server, { size, by: '220000-省厅', signature }, { witnesses, clock });
  const headOf = async (size: number) => {
    const found = (await readAsSystem(database.server, (sql) => heads(sql, { limit: 9 }))).find((each) => each.head.size === size);
    if (found === undefined) throw new Error(`no head of size ${size}`);
    return found;
  };

  test('of a stranger, of another head and of no head is refused', async () => {
    const { head } = await headOf(8);
    await expect(store(8, cosign(head, signerOf(newPrivateKey('ed25519'))))).rejects.toThrow('not registered');
    await expect(store(308, cosign(head, witness))).rejects.toThrow('does not fit');
    await expect(store(9, cosign(head, witness))).rejects.toThrow('no tree head of size 9');
    expect((await headOf(8)).cosignatures).toEqual([]);
  });

  test('stands with the head, once', async () => {
    const signature = cosign((await headOf(8)).head, witness);
    await store(8, signature);
    await store(8, cosign((await headOf(8)).head, witness));
    expect((await headOf(8)).cosignatures).toEqual([{ ...signature, by: '220000-省厅', at: '2026-11-24T09:00:00.000Z' }]);
  });
});
