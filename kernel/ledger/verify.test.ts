import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '#kernel/clock/clock.ts';
import type { Sql } from '#kernel/database/sql.ts';
import type { TestDatabase } from '#kernel/database/testing.ts';
import { compareRows, type RowDefinition } from './compare-rows.ts';
import { erasePersonal, placeHold, releaseHold } from './erase.ts';
import { treeHash } from './hash.ts';
import { sealAll } from './sealer.ts';
import { writeAsWriter } from './session.ts';
import { newPrivateKey, signerOf } from './signature.ts';
import {
  keepAside,
  ledgerDatabase,
  personalBody,
  recordId,
  sampleBody,
  tamper,
  testKeys,
  testSigner,
  testVault,
  writeEntries,
  writeEntry,
} from './testing.ts';
import { signHead, type TreeHead } from './tree-head.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

let database: TestDatabase;
const clock = fixedClock('2026-11-24T09:00:00Z');
const options = { clock, signer: testSigner, log: 'test' };
const person = recordId(10);
const rows: RowDefinition[] = [
  {
    recordType: 'hidden-danger',
    table: 'sample',
    columns: ['title', 'state', 'phone', 'region'].map((name) => ({ column: name, field: name })),
  },
];

/** Six records of two versions each, record 5 with a phone number; two heads; the rows as the executor leaves them. */
async function fill(): Promise<void> {
  const first = Array.from({ length: 5 }, (_, index) => sampleBody(index, 1));
  await writeEntries(database.server, first);
  const { body, fact } = personalBody(5, 1, '13800000000');
  await writeAsWriter(database.server, (sql) => writeEntry(sql, body, [fact]));
  await sealAll(database.server, options);
  await writeEntries(
    database.server,
    Array.from({ length: 6 }, (_, index) => sampleBody(index, 2)),
  );
  await sealAll(database.server, options);
  await database.owner.query('create table sample (id uuid primary key, version int, state text, title text, phone text, region text)');
  await database.owner.query('grant select on sample to anwang_system');
  for (let record = 0; record < 6; record += 1) {
    await database.owner.query('insert into sample values ($1, 2, $2, $3, $4, $5)', [
      ...[recordId(record), 'open', `隐患 ${record} 第 2 次`],
      ...[record === 5 ? '13800000000' : null, '220000.220100.220102'],
    ]);
  }
}

async function findings(more: Partial<VerifyOptions> = {}): Promise<string[]> {
  const verification = await verifyLedger(database.server, { vault: testVault, keys: testKeys, ...more });
  expect(verification.ok).toBe(verification.findings.length === 0);
  return verification.findings.map((each) => {
    expect(each.detail.zh).not.toBe('');
    const record = each.record_id === null ? '-' : `${Number.parseInt(each.record_id.slice(-4), 16)}.${each.version}`;
    return `${each.kind} ${record}`;
  });
}

async function tampered(work: (sql: Sql) => Promise<unknown>): Promise<void> {
  await tamper(database.owner, work);
}

const first = { id: recordId(3), version: 1 };
const where = `record_id = '${first.id}' and version = ${first.version}`;

describe('a ledger that was changed', () => {
  let putBack: () => Promise<void>;
  beforeAll(async () => {
    database = await ledgerDatabase();
    await fill();
    putBack = await keepAside(database.owner, ['sample']);
  });
  beforeEach(() => putBack());
  afterAll(() => database.close());

  test.each([
    ['text', "update ledger_entry set body = replace(body, '隐患 3', '隐患 8') where WHERE", ['entry-changed 3.1']],
    ['text that is no JSON any more', "update ledger_entry set body = 'x' where WHERE", ['entry-changed 3.1', 'entry-unreadable 3.1']],
    [
      'spaces in the text',
      "update ledger_entry set body = replace(body, ',\"', ', \"') where WHERE",
      ['entry-changed 3.1', 'entry-unreadable 3.1'],
    ],
    ['verb', "update ledger_entry set verb = 'hidden-danger.close' where WHERE", ['column-differs 3.1']],
    ['time', "update ledger_entry set at = at + interval '1 millisecond' where WHERE", ['column-differs 3.1']],
    ['microsecond', "update ledger_entry set at = at + interval '1 microsecond' where WHERE", ['column-differs 3.1']],
    ['person', 'update ledger_entry set actor_person = gen_random_uuid() where WHERE', ['column-differs 3.1']],
    ['post', 'update ledger_entry set actor_post = gen_random_uuid() where WHERE', ['column-differs 3.1']],
    ['organisation', "update ledger_entry set actor_org = 'x' where WHERE", ['column-differs 3.1']],
    ['region', "update ledger_entry set region = '220000.220200' where WHERE", ['column-differs 3.1']],
    ['line', "update ledger_entry set line = 'fire' where WHERE", ['column-differs 3.1']],
    ['enterprise', 'update ledger_entry set subject = gen_random_uuid() where WHERE', ['column-differs 3.1']],
    ['deleted entry', 'delete from ledger_entry where WHERE', ['version-gap 3.1', 'entry-missing 3.1']],
    [
      'entry under another version',
      'update ledger_entry set version = 3 where WHERE',
      ['version-gap 3.1', 'entry-unsealed 3.3', 'column-differs 3.3', 'entry-missing 3.1'],
    ],
    [
      'leaf',
      "update ledger_leaf set hash = decode(repeat('00', 32), 'hex') where WHERE",
      ['entry-changed 3.1', 'root-differs -', 'leaf-changed 3.1'],
    ],
    ['deleted leaf', 'delete from ledger_leaf where WHERE', ['entry-unsealed 3.1', 'leaf-gap -']],
    ['tile', "update ledger_tile set hashes = overlay(hashes placing decode('00', 'hex') from 97)", ['leaf-changed 3.1']],
    ['overlong tile', "update ledger_tile set hashes = hashes || decode(repeat('00', 32), 'hex')", ['tile-changed -']],
    ['deleted tile', 'delete from ledger_tile', ['tile-changed -']],
    ['head', "update ledger_head set at = at + interval '1 hour' where size = 6", ['head-signature -']],
    [
      'signature',
      "update ledger_head set signature = overlay(signature placing decode('00', 'hex') from 5) where size = 6",
      ['head-signature -'],
    ],
    ['unknown key', "update ledger_head set key_id = 'ab' where size = 6", ['head-signature -']],
    ['newest head gone', 'delete from ledger_head where size = 12', ['head-missing -']],
    ['phone number', "update ledger_personal set sealed = overlay(sealed placing 'AAAA' from 20)", ['personal-changed 5.1']],
    ['phone number in the clear', "update ledger_personal set sealed = 'sealed:1::13900000000'", ['personal-changed 5.1']],
    ['phone number gone', 'delete from ledger_personal', ['personal-missing 5.1']],
    ['phone number under another field', "update ledger_personal set field = 'name'", ['personal-missing 5.1', 'personal-unexpected 5.1']],
    ['phone number of no entry', 'update ledger_personal set version = 7', ['personal-missing 5.1', 'personal-unexpected 5.7']],
    [
      'erasure without an act',
      `insert into ledger_erasure values ('hidden-danger', '${recordId(5)}', 9, now(), '${person}', array['phone']); delete from ledger_personal`,
      ['erasure-without-act 5.9'],
    ],
  ])('%s: found and named', async (_, statement, expected) => {
    expect(await findings()).toEqual([]);
    await tampered((sql) => sql.query(statement.replace('WHERE', where)));
    expect((await findings()).sort()).toEqual([...expected].sort());
  });

  test('text, leaf and tile together: the root no longer fits the signed head', async () => {
    const forged = { ...sampleBody(3, 1), to: 'closed' };
    await tampered(async (sql) => {
      const body = (await sql.query<{ body: string }>(`select body from ledger_entry where ${where}`)).rows[0]?.body ?? '';
      const text = body.replace('"to":"open"', `"to":"${forged.to}"`);
      const leaf = treeHash('sm3').leaf(text);
      await sql.query(`update ledger_entry set body = $1 where ${where}`, [text]);
      await sql.query(`update ledger_leaf set hash = $1 where ${where}`, [leaf]);
      await sql.query('update ledger_tile set hashes = overlay(hashes placing $1 from 97)', [leaf]);
    });
    const found = await verifyLedger(database.server, { vault: testVault, keys: testKeys });
    expect(found.findings.map((each) => each.detail.en)).toEqual([
      'The root at size 6 is not the signed one: something between places 0 and 5 was changed',
    ]);
  });

  test('the end cut off with its heads: only a published head tells', async () => {
    const { newest } = await verifyLedger(database.server, { vault: testVault, keys: testKeys });
    await tampered(async (sql) => {
      await sql.query('delete from ledger_entry where version = 2');
      await sql.query('delete from ledger_leaf where seq >= 6');
      await sql.query('delete from ledger_head where size > 6');
      await sql.query('update ledger_tile set hashes = substring(hashes for 192)');
    });
    expect(await findings()).toEqual([]);
    expect(await findings({ published: newest === null ? [] : [newest] })).toEqual(['published-head -']);
  });

  test('heads signed anew with the key itself: a published head still tells', async () => {
    const { newest } = await verifyLedger(database.server, { vault: testVault, keys: testKeys });
    if (newest === null) throw new Error('nothing sealed');
    const other: TreeHead = { ...newest, root: '00'.repeat(32) };
    expect(await findings({ published: [other] })).toEqual(['published-head -']);
    expect(await findings({ published: [newest] })).toEqual([]);
  });

  test('a cosignature that does not hold', async () => {
    const witness = signerOf(newPrivateKey('ed25519'));
    const { newest } = await verifyLedger(database.server, { vault: testVault, keys: testKeys });
    if (newest === null) throw new Error('nothing sealed');
    const { value } = signHead({ ...newest, log: 'other' }, witness);
    await database.owner.query("insert into ledger_cosignature values (12, $1, '省厅', 'ed25519', $2, now())", [
      witness.key.id,
      Buffer.from(value, 'base64'),
    ]);
    expect(await findings({ witnesses: new Map([[witness.key.id, witness.key]]) })).toEqual(['cosignature -']);
  });

  test.each([
    ['field', "update sample set title = 'x' where id = ID", ['row-differs']],
    ['state', "update sample set state = 'closed' where id = ID", ['row-differs']],
    ['region', "update sample set region = '220000.220200' where id = ID", ['row-differs']],
    ['personal fact', "update sample set phone = 'x' where phone is not null", ['row-differs']],
    ['version', 'update sample set version = 3 where id = ID', ['row-differs']],
    ['row gone', 'delete from sample where id = ID', ['row-missing']],
    ['row from nowhere', "insert into sample values (gen_random_uuid(), 1, 'open', 'x')", ['row-unexpected']],
    ['all rows gone', 'delete from sample', Array.from({ length: 6 }, () => 'row-missing')],
  ])('a row past the executor: %s', async (_, statement, expected) => {
    expect((await compareRows(database.server, rows, { vault: testVault })).findings).toEqual([]);
    await database.owner.query(statement.replace('ID', `'${recordId(2)}'`));
    const found = await compareRows(database.server, rows, { vault: testVault });
    expect(found.findings.map((each) => each.kind)).toEqual(expected);
  });
});

describe('erasing personal facts', () => {
  beforeAll(async () => {
    database = await ledgerDatabase();
    await fill();
  });
  afterAll(() => database.close());
  const record = { recordType: 'hidden-danger', recordId: recordId(5) };
  const act = { version: 3, at: clock.now(), person };

  test('is refused while a legal hold stands, with its reason and source', async () => {
    await writeAsWriter(database.server, (sql) =>
      placeHold(sql, record, { at: clock.now(), person, reason: '事故调查', source: '国务院令第493号 第二十六条' }),
    );
    const erase = writeAsWriter(database.server, (sql) => erasePersonal(sql, record, act));
    await expect(erase).rejects.toMatchObject({ code: 'refused', details: [{ code: 'legal-hold', source: '国务院令第493号 第二十六条' }] });
    expect((await database.owner.query('select from ledger_personal')).rowCount).toBe(1);
  });

  test('leaves a ledger that verifies, and rows that agree', async () => {
    expect(await writeAsWriter(database.server, (sql) => releaseHold(sql, record, { at: clock.now(), person }))).toBe(1);
    await writeAsWriter(database.server, async (sql) => {
      await writeEntry(sql, sampleBody(5, 3, { verb: 'hidden-danger.erase', set: { phone: null } }));
      expect(await erasePersonal(sql, record, act)).toBe(1);
    });
    await database.owner.query('update sample set phone = null, version = 3 where id = $1', [record.recordId]);
    const verification = await verifyLedger(database.server, { vault: testVault, keys: testKeys });
    expect(verification).toMatchObject({ ok: true, entries: 13, pending: 1, leaves: 12, heads: 2, personal: 0, erased: 1 });
    expect((await compareRows(database.server, rows, { vault: testVault })).findings).toEqual([]);
  });

  test('of a record that has none notes nothing', async () => {
    const other = { ...record, recordId: recordId(1) };
    expect(await writeAsWriter(database.server, (sql) => erasePersonal(sql, other, { ...act, version: 2 }))).toBe(0);
    expect((await database.owner.query('select from ledger_erasure')).rowCount).toBe(1);
  });
});

test('progress goes from nothing to all', async () => {
  const own = await ledgerDatabase();
  await writeEntries(own.server, [sampleBody(1, 1), sampleBody(1, 2)]);
  await sealAll(own.server, options);
  const seen: string[] = [];
  await verifyLedger(own.server, {
    vault: testVault,
    keys: testKeys,
    onProgress: ({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`),
  });
  await own.close();
  expect(seen).toEqual(['entries 2/2', 'tree 2/2']);
});
