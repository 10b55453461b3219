import { readFile } from 'node:fs/promises';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { statementOf } from '#kernel/database/write.ts';
import { commitTo } from './commitment.ts';
import { type EntryBody, type EntryScope, entryInsert, type PersonalFact, personalInsert } from './entry.ts';
import { newPrivateKey, signerOf } from './signature.ts';

/** A database with the ledger's tables, whether or not the migrations hold them yet. */
export async function ledgerDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const database = await testDatabase(options);
  const { rows } = await database.owner.query<{ present: boolean }>("select to_regclass('ledger_entry') is not null as present");
  if (rows[0]?.present !== true) {
    for (const path of ['../scope/schema.sql', './schema.sql']) {
      await database.owner.query(await readFile(new URL(path, import.meta.url), 'utf8'));
    }
  }
  return database;
}

export const testSigner = signerOf(newPrivateKey('ed25519'));
export const testKeys = new Map([[testSigner.key.id, testSigner.key]]);

const person = '00000000-0000-4000-8000-00000000000a';
export const scope: EntryScope = { region: '220000.220100.220102', line: 'coal-mine', subject: null };

/** A record's id from a number. */
export function recordId(record: number): string {
  return `00000000-0000-4000-8000-${record.toString(16).padStart(12, '0')}`;
}

/** The entry of a record's act. Time advances by a second per version, so records interleave. */
export function sampleBody(record: number, version: number, more: Partial<EntryBody> = {}): EntryBody {
  const created = { ...scope, state: 'open', title: `隐患 ${record}` };
  return {
    v: 1,
    type: 'hidden-danger',
    id: recordId(record),
    version,
    at: new Date(Date.UTC(2026, 10, 24, 8, 0, version, record % 1000)).toISOString(),
    verb: version === 1 ? 'hidden-danger.report' : 'hidden-danger.rectify',
    from: version === 1 ? null : 'open',
    to: 'open',
    actor: { person, post: person, org: '12220000', region: '220000', line: '', roles: ['supervisor'] },
    set: version === 1 ? created : { title: `隐患 ${record} 第 ${version} 次` },
    input: {},
    facts: {},
    because: [],
    definition: 'ab'.repeat(32),
    ...more,
  };
}

/** Writes an entry as the executor does, in the caller's transaction. */
export async function writeEntry(sql: Sql, body: EntryBody, personal: readonly PersonalFact[] = []): Promise<void> {
  await sql.query(statementOf(entryInsert(body, scope)));
  if (personal.length > 0) await sql.query(statementOf(personalInsert(body, personal)));
}

export async function writeEntries(database: Database, bodies: readonly EntryBody[]): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query("select set_config('role', 'anwang_writer', true)");
    for (const body of bodies) await writeEntry(sql, body);
  });
}

/** A body whose `set` commits to a personal fact, and the fact. */
export function personalBody(record: number, version: number, value: string): { body: EntryBody; fact: PersonalFact } {
  const salt = Buffer.alloc(32, record % 256);
  const body = sampleBody(record, version);
  return { body: { ...body, set: { ...body.set, phone: { ...commitTo('sm3', salt, value) } } }, fact: { field: 'phone', salt, value } };
}

const tables = ['ledger_entry', 'ledger_personal', 'ledger_erasure', 'ledger_leaf', 'ledger_tile', 'ledger_head', 'ledger_cosignature'];

/** Runs `work` as the owner with triggers switched off: what somebody with the database's password could do. */
export async function tamper(owner: Database, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  await owner.transaction(async (sql) => {
    for (const table of tables) await sql.query(`alter table ${table} disable trigger all`);
    await work(sql);
    for (const table of tables) await sql.query(`alter table ${table} enable trigger all`);
  });
}

/** Copies the ledger and further tables aside; the answer puts everything back. Cheaper than a database per test. */
export async function keepAside(owner: Database, more: readonly string[]): Promise<() => Promise<void>> {
  const all = [...tables, ...more];
  for (const table of all) await owner.query(`create table kept_${table} as select * from ${table}`);
  return () =>
    tamper(owner, async (sql) => {
      for (const table of all) {
        await sql.query(`delete from ${table}`);
        await sql.query(`insert into ${table} select * from kept_${table}`);
      }
    });
}
