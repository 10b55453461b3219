import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flush } from './flush.ts';
import type { Database, Statement } from './sql.ts';
import { openDatabase } from './sql.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
/** One connection, so that what one batch leaves behind the next one meets. */
let single: Database;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  single = openDatabase({ url: database.ownerUrl, max: 1 });
});

afterAll(async () => {
  await single.close();
  await database.close();
});

function send(...statements: readonly (Statement | string)[]) {
  return single.borrow((sql) => flush(sql, statements));
}

/** The failure of a batch, after which its transaction is over. */
async function failure(...statements: readonly (Statement | string)[]): Promise<unknown> {
  return single.borrow(async (sql) => {
    const caught: unknown = await flush(sql, statements).catch((error: unknown) => error);
    await sql.query('rollback');
    return caught;
  });
}

const divide = (by: number): Statement => ({ name: 'divide', text: 'select 12 / $1::int as n', values: [by] });

describe('a batch fails', () => {
  it('with the first failure, and carries out nothing after it', async () => {
    await send('create table kept (n int)');
    const error = await failure('begin', 'insert into kept values (1)', 'select 1 / 0', 'insert into kept values (2)', 'commit');
    expect(error).toMatchObject({ code: '22012' });
    expect((await send('select n from kept'))[0]?.rows).toEqual([]);
  });

  it('on the first run of a named statement, which then runs nevertheless, in a batch and alone', async () => {
    expect(await failure('begin', divide(0), 'commit')).toMatchObject({ code: '22012' });
    expect((await send(divide(3)))[0]?.rows).toEqual([{ n: 4 }]);
    expect((await single.query(divide(4))).rows).toEqual([{ n: 3 }]);
    expect(await failure('begin', divide(0), 'commit')).toMatchObject({ code: '22012' });
    expect((await send(divide(6)))[0]?.rows).toEqual([{ n: 2 }]);
  });

  it('on a text that is no SQL, and on the statement after it, which was never prepared', async () => {
    const later: Statement = { name: 'later', text: 'select $1::text as word', values: ['a'] };
    expect(await failure('begin', { name: 'none', text: 'selec' }, later)).toMatchObject({ code: '42601' });
    expect((await send(later))[0]?.rows).toEqual([{ word: 'a' }]);
  });

  it('before anything is sent: one name for two texts, a value that cannot be written', async () => {
    await send({ name: 'one', text: 'select 1 as n' });
    expect(await failure('begin', { name: 'one', text: 'select 2 as n' })).toMatchObject({ message: 'two texts under the one name one' });
    const round: { self?: unknown } = {};
    round.self = round;
    expect(await failure('begin', { text: 'select $1::jsonb', values: [round] })).toBeInstanceOf(Error);
    expect((await send('select 1 as n'))[0]?.rows).toEqual([{ n: 1 }]);
  });

  it('when its connection is lost, and the next one gets another', async () => {
    const pid = (await single.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const lost = send('begin', 'select pg_sleep(30)', 'commit').catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await database.owner.query('select pg_terminate_backend($1)', [pid]);
    expect(await lost).toBeInstanceOf(Error);
    await expect
      .poll(() =>
        send('select 1 as n')
          .then(([result]) => result?.rows)
          .catch(() => null),
      )
      .toEqual([{ n: 1 }]);
  });
});

describe('a batch', () => {
  it('answers every statement in its order, rows of the same shape each time', async () => {
    const typed: Statement = {
      name: 'typed',
      text: `select $1::int8 as number, $2::timestamptz as moment, $3::text[] as words, $4::jsonb as object, null as nothing, '2026-11-24'::date as day`,
      values: [5, new Date(0), ['a', 'b"c'], JSON.stringify({ a: 1 })],
    };
    const expected = { number: 5, moment: new Date(0), words: ['a', 'b"c'], object: { a: 1 }, nothing: null, day: '2026-11-24' };
    for (let time = 0; time < 3; time += 1) {
      const results = await send(
        'begin',
        typed,
        'select 7 as n where false',
        { text: 'select n from generate_series(1, 3) n' },
        'rollback',
      );
      expect(results.map((each) => each.rows)).toEqual([[], [expected], [], [{ n: 1 }, { n: 2 }, { n: 3 }], []]);
    }
  });

  it('counts the rows that were written', async () => {
    const results = await send(
      'create temp table counted (n int)',
      'insert into counted values (1), (2)',
      'delete from counted where n = 1',
    );
    expect(results.map((each) => each.rowCount)).toEqual([null, 2, 1]);
  });

  it('keeps its place among single statements that are sent without waiting', async () => {
    const answers = await single.borrow((sql) =>
      Promise.all([
        sql.query('select 1 as n'),
        flush(sql, ['select 2 as n', 'select 3 as n']),
        sql.query('select 4 as n'),
        flush(sql, ['select 5 as n']),
      ]),
    );
    expect(answers.flat().map((each) => each.rows)).toEqual([1, 2, 3, 4, 5].map((n) => [{ n }]));
  });
});
