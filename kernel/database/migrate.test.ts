import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, migrationState } from './migrate.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await testDatabase({ migrated: false });
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.owner.query('drop schema public cascade');
  await db.owner.query('create schema public');
  folder = await mkdtemp(join(tmpdir(), 'migrate-'));
  await write('0001-first', 'create table a (n int); insert into a values (1);');
  return () => rm(folder, { recursive: true });
});

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, `${name}.sql`), text);
}

describe('migrate refuses', () => {
  test('a file changed after it was applied', async () => {
    await migrate(db.owner, { folder });
    await write('0001-first', 'create table a (n bigint);');
    await expect(migrate(db.owner, { folder })).rejects.toMatchObject({ code: 'refused', details: [{ code: 'migration-changed' }] });
  });

  test('a database that a later release has migrated', async () => {
    await write('0002-second', 'create table b (n int);');
    await migrate(db.owner, { folder });
    await rm(join(folder, '0002-second.sql'));
    await expect(migrate(db.owner, { folder })).rejects.toMatchObject({ details: [{ code: 'database-newer' }] });
  });

  test('a file numbered before one that was applied', async () => {
    await write('0003-third', 'create table c (n int);');
    await migrate(db.owner, { folder });
    await write('0002-second', 'create table b (n int);');
    await expect(migrate(db.owner, { folder })).rejects.toMatchObject({ details: [{ code: 'migration-order' }] });
  });

  test('a destructive step without the flag, keeping the steps before it', async () => {
    await write('0002-second', 'create table b (n int);');
    await write('0003-third', '-- destructive: b is read by no release since 0.1\ndrop table b;');
    await expect(migrate(db.owner, { folder })).rejects.toMatchObject({ details: [{ code: 'migration-destructive' }] });
    expect(await migrationState(db.owner, folder)).toMatchObject({ applied: ['0001-first', '0002-second'], pending: ['0003-third'] });
    expect(await migrate(db.owner, { folder, allowDestructive: true })).toEqual({ applied: ['0003-third'] });
  });

  test('a step that fails in its middle: nothing of it stays', async () => {
    await write('0002-second', 'create table b (n int); select 1/0;');
    await expect(migrate(db.owner, { folder })).rejects.toThrow('migration 0002-second: division by zero');
    const { rows } = await db.owner.query(`select to_regclass('b') as b`);
    expect(rows).toEqual([{ b: null }]);
    expect((await migrationState(db.owner, folder)).pending).toEqual(['0002-second']);
  });
});

describe('migrate', () => {
  test('applies each file once, however many processes ask', async () => {
    const runs = await Promise.all([migrate(db.owner, { folder }), migrate(db.owner, { folder }), migrate(db.owner, { folder })]);
    expect(runs.flatMap((run) => run.applied)).toEqual(['0001-first']);
    expect((await db.owner.query('select n from a')).rows).toEqual([{ n: 1 }]);
  });

  test('stops at the version asked for', async () => {
    await write('0002-second', 'create table b (n int);');
    expect(await migrate(db.owner, { folder, upTo: '0001-first' })).toEqual({ applied: ['0001-first'] });
  });
});
