import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Lived, liveSmall } from '#server/testing/simulated.ts';
import { checkAll } from './all.ts';

let lived: Lived;
/** What puts right again what a test has broken. */
let mend: string[] = [];

beforeAll(async () => {
  lived = await liveSmall({ days: 18 });
}, 120_000);

afterAll(() => lived?.test.close());

async function asOwner(statement: string, values: readonly unknown[] = []) {
  return lived.test.owner.transaction(async (sql) => {
    await sql.query("select set_config('anwang.restore', 'on', true)");
    return sql.query(statement, values);
  });
}

afterEach(async () => {
  for (const statement of mend.toReversed()) await asOwner(statement);
  mend = [];
  expect((await checkAll(lived.parts)).filter((each) => !each.ok)).toEqual([]);
});

async function one(text: string): Promise<string> {
  const { rows } = await lived.test.owner.query<{ it: string }>(text);
  const found = rows[0]?.it;
  if (found === undefined) throw new Error(`nothing found by: ${text}`);
  return found;
}

async function failing(): Promise<string[]> {
  return (await checkAll(lived.parts)).filter((each) => !each.ok).map((each) => each.name);
}

describe('each check fails when what it checks is broken', () => {
  it('a row that was changed past the executor', async () => {
    const id = await one(`select id as it from hidden_danger where state = 'closed' limit 1`);
    const title = await one(`select title as it from hidden_danger where id = '${id}'`);
    await asOwner(`update hidden_danger set title = '被改动的标题' where id = '${id}'`);
    mend.push(`update hidden_danger set title = '${title}' where id = '${id}'`);
    expect(await failing()).toEqual(['rows']);
  });

  it('a deadline that is gone', async () => {
    const id = await one(`select id as it from deadline where status = 'pending' and rung = 0 and record_type = 'hidden-danger' limit 1`);
    await asOwner(`create table kept as select * from deadline where id = '${id}'`);
    await asOwner(`delete from deadline where id = '${id}'`);
    mend.push('drop table kept', 'insert into deadline select * from kept');
    expect(await failing()).toEqual(['duties']);
  });

  it('a deadline whose record is closed, and one that stands alone', async () => {
    const id = await one(
      `select d.id as it from deadline d join hidden_danger h on h.id = d.record_id where d.status = 'met' and h.state = 'closed' limit 1`,
    );
    await asOwner(
      `update deadline set status = 'pending', closed_at = null, next_at = now() + interval '1 year', due_at = now() + interval '1 year' where id = '${id}'`,
    );
    mend.push(`update deadline set status = 'met', closed_at = opened_at, next_at = null where id = '${id}'`);
    expect(await failing()).toEqual(['duties']);
  });

  it('a duty with somebody who cannot see it', async () => {
    const id = await one(`select h.id as it from hidden_danger h join organisation o on o.code = h.desk limit 1`);
    const desk = await one(`select desk as it from hidden_danger where id = '${id}'`);
    const away = await one(`select o.code as it from organisation o, hidden_danger h where h.id = '${id}' and o.kind = 'commission'
      and h.region <> o.region and not h.region like o.region || '.%' limit 1`);
    for (const table of ['hidden_danger', 'deadline']) {
      const key = table === 'deadline' ? 'record_id' : 'id';
      await asOwner(`update ${table} set desk = '${away}' where ${key} = '${id}' and desk is not null`);
      mend.push(`update ${table} set desk = '${desk}' where ${key} = '${id}' and desk is not null`);
    }
    expect(await failing()).toContain('desks');
  });

  it('a deadline that nobody will look at', async () => {
    const id = await one(`select id as it from deadline where status = 'pending' and rung between 1 and 4 limit 1`);
    const next = await one(`select next_at::text as it from deadline where id = '${id}'`);
    await asOwner(`update deadline set next_at = null where id = '${id}'`);
    mend.push(`update deadline set next_at = '${next}' where id = '${id}'`);
    expect(await failing()).toEqual(['ladder']);
  });

  it('a rung that nobody was told of', async () => {
    const record = await one(`select record_id as it from deadline where status = 'pending' and rung > 0 limit 1`);
    await asOwner(`create table told as select * from notice where record_id = '${record}'`);
    await asOwner(`delete from notice where record_id = '${record}'`);
    mend.push('drop table told', 'insert into notice select * from told');
    expect(await failing()).toEqual(['ladder']);
  });

  it('a counter that counts one too many', async () => {
    await asOwner(
      `insert into counter_delta (record_type, region, line, state, n) values ('enterprise', '220000.220100.220102.220102001', 'gas', 'active', 1)`,
    );
    mend.push('delete from counter_delta');
    expect(await failing()).toEqual(['counters']);
  });

  it('a ledger entry that was rewritten', async () => {
    const body = await one(`select body as it from ledger_entry where verb = 'hidden-danger.verify' limit 1`);
    await asOwner('update ledger_entry set body = $2 where body = $1', [body, body.replace('现场复查', '书面复查')]);
    const failed = await failing();
    await asOwner('update ledger_entry set body = $1 where body = $2', [body, body.replace('现场复查', '书面复查')]);
    expect(failed).toContain('ledger');
  });

  it('an entry that was taken out', async () => {
    await asOwner(`create table taken as select * from ledger_entry where verb = 'hidden-danger.assess' limit 1`);
    await asOwner(
      'delete from ledger_entry where (record_type, record_id, version) in (select record_type, record_id, version from taken)',
    );
    mend.push('drop table taken', 'insert into ledger_entry select * from taken');
    expect(await failing()).toContain('ledger');
  });

  it('whoever put it right verified it', async () => {
    const id = await one(`select id as it from hidden_danger where state = 'closed' limit 1`);
    const by = await one(`select verified_by as it from hidden_danger where id = '${id}'`);
    await asOwner(`update hidden_danger set verified_by = rectified_by where id = '${id}'`);
    mend.push(`update hidden_danger set verified_by = '${by}' where id = '${id}'`);
    expect(await failing()).toEqual(['verifiers', 'rows']);
  });

  it('a refusal that changed something, and a wrong act that was taken', async () => {
    const changed = { ...lived.parts.tally, changed: ['hidden-danger.verify on x'] };
    const slipped = { ...lived.parts.tally, slipped: ['hidden-danger.verify by worker'] };
    for (const tally of [changed, slipped]) {
      expect((await checkAll({ ...lived.parts, tally })).filter((each) => !each.ok).map((each) => each.name)).toEqual(['refusals']);
    }
  });

  it('an effect that was never carried out', async () => {
    await asOwner(
      `insert into outbox (at, verb, record_type, record_id, version, next_at) select at, verb, record_type, record_id, version, at from ledger_entry limit 1`,
    );
    mend.push('delete from outbox');
    expect(await failing()).toEqual(['outbox']);
  });

  it('a danger that does not know that it is listed, and one that thinks it is', async () => {
    const id = await one(`select danger as it from listed_supervision where state = 'listed' limit 1`);
    await asOwner(`update hidden_danger set listed = null where id = '${id}'`);
    mend.push(`update hidden_danger set listed = true where id = '${id}'`);
    expect(await failing()).toEqual(['listings', 'rows']);
    const other = await one(`select id as it from hidden_danger where listed is null and id <> '${id}' limit 1`);
    await asOwner(`update hidden_danger set listed = true where id = '${other}' or id = '${id}'`);
    mend.push(`update hidden_danger set listed = null where id = '${other}'`);
    expect(await failing()).toEqual(['listings', 'rows']);
  });

  it('a gap in the numbers of an office, and a number given twice', async () => {
    const id = await one(`select id as it from official_notice where number is not null order by number limit 1`);
    const number = await one(`select number as it from official_notice where id = '${id}'`);
    await asOwner('update official_notice set number = $2 where id = $1', [id, number.replace(/\d+号$/, '977号')]);
    mend.push(`update official_notice set number = '${number}' where id = '${id}'`);
    expect(await failing()).toEqual(['numbers', 'rows']);
  });

  it('a paper issued by whoever submitted it', async () => {
    const id = await one(`select id as it from official_notice where number is not null limit 1`);
    const by = await one(`select issued_by as it from official_notice where id = '${id}'`);
    await asOwner(`update official_notice set issued_by = submitted_by where id = '${id}'`);
    mend.push(`update official_notice set issued_by = '${by}' where id = '${id}'`);
    expect(await failing()).toEqual(['papers', 'rows']);
  });

  it('production that began again without a signature', async () => {
    const id = await one(`select id as it from enterprise limit 1`);
    await asOwner(
      `insert into production_restart (id, version, state, region, opened_at, changed_at, line)
        values ('${id}', 1, 'resumed', '220000.220100.220102.220102001', now(), now(), 'coal-mine')`,
    );
    mend.push(`delete from production_restart where id = '${id}'`);
    expect(await failing()).toContain('restarts');
  });
});
