import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRebuild, followLedger, searchLag } from '#kernel/search/follow.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { creditCode, particulars } from '#server/testing/enterprises.ts';
import { indexAll } from '#server/testing/indexed.ts';
import { people, places } from '#server/testing/people.ts';
import { sealAll } from '#server/testing/seal.ts';
import { type Step, take } from '#server/testing/story.ts';

interface Answer {
  readonly items: {
    type: string;
    id: string;
    title: string;
    spans: { from: number; to: number }[];
    facts: { field: string; text: string; spans: { from: number; to: number }[] }[];
    subject: string | null;
    state: string;
  }[];
  readonly next: string | null;
  readonly counts: { type: string; n: number; more: boolean }[];
  readonly building: number | null;
}

let office: Office;
let desk: Desk;
const ids = new Map<string, string>();
const who = 'countySupervisor';

const step = (type: string, action: string, input: Step['input'], outcome: string, as: string): Step => ({
  who,
  type,
  action,
  input: input ?? {},
  outcome,
  as,
});
const danger = (title: string, as: string) =>
  step(
    'hidden-danger',
    'report',
    { title, description: '描述', enterprise: '$firm', source: 'supervision', found_on: '2026-03-04' },
    'reported',
    as,
  );

beforeAll(async () => {
  office = await openOffice();
  const firm = { line: 'hazardous-chemicals', region: places.township, department: '220102-emergency' };
  const steps: readonly Step[] = [
    step('enterprise', 'register', particulars('长春市华安化工有限公司', 'MA000001', firm), 'active', 'firm'),
    step('enterprise', 'register', particulars('吉林北方机械厂', 'MA000002', firm), 'active', 'works'),
    step(
      'licence',
      'file',
      {
        name: '安全生产许可证',
        number: '（吉）WH安许证字〔2025〕0126',
        issuer: '吉林省应急管理厅',
        issued_on: '2025-05-01',
        expires_on: '2028-04-30',
        enterprise: '$firm',
      },
      'valid',
      'licence',
    ),
    danger('储罐安全阀未投用', 'valve'),
    danger('受限空间内动火作业未审批', 'space'),
    danger('重大危险源ＤＣＳ联锁被摘除', 'interlock'),
  ];
  for (const each of steps) await take(office, '', each, ids);
  await indexAll(office);
  desk = await office.seat(people.countySupervisor);
});
afterAll(() => office.close());

async function ask(query: string, by = desk): Promise<Answer> {
  const answer = await by.get(`/v1/search?${query}`);
  expect(answer.statusCode, `${query}: ${answer.body}`).toBe(200);
  return answer.json<Answer>();
}

const named = (items: readonly { id: string }[]) => items.map(({ id }) => [...ids].find(([, each]) => each === id)?.[0] ?? id);
const found = async (q: string, more = '') => named((await ask(`q=${encodeURIComponent(q)}${more}`)).items);

describe('a search is refused', () => {
  it.each([
    ['', 'q'],
    ['q=', 'q'],
    ['q=a', 'q'],
    [`q=${'%E9%98%80'.repeat(81)}`, 'q'],
    ['q=%00', 'q'],
    ['q=%E9%98%80&type=nothing', 'type'],
    ['q=%E9%98%80&type=constructor', 'type'],
    ['q=%E9%98%80&limit=0', 'limit'],
    ['q=%E9%98%80&limit=51', 'limit'],
    ['q=%E9%98%80&cursor=', 'cursor'],
    ['q=%E9%98%80&cursor=word.0.enterprise.x', 'cursor'],
    ['q=%E9%98%80&type=licence&cursor=word.0.enterprise.00000000-0000-4000-8000-000000000404', 'cursor'],
  ])('%s', async (query, field) => {
    const answer = await desk.get(`/v1/search?${query}`);
    expect(answer.statusCode, answer.body).toBe(422);
    const [detail] = answer.json<{ details: { field: string; text: { zh: string; en: string } }[] }>().details;
    expect(detail?.field).toBe(field);
    expect(detail?.text.zh).toMatch(/\p{Script=Han}/u);
    expect(detail?.text.en).toMatch(/[A-Za-z]{2}/);
  });
});

describe('a record is found', () => {
  it.each([
    ['安全阀', ['valve']],
    ['全阀', ['valve']],
    ['阀', ['valve']],
    ['安全阀 储罐', ['valve']],
    ['动火作业受限空间', ['space']],
    ['重大危险源', ['interlock']],
    ['dcs', ['interlock']],
    ['hahg', ['firm']],
    ['ccsha', ['firm']],
    ['jlbf', ['works']],
    ['华安化工', ['firm']],
    ['WH安许证字〔2025〕0126', ['licence']],
    ['0126', ['licence']],
    ['安全', ['valve', 'licence']],
  ])('by %s', async (q, expected) => {
    expect((await found(q)).sort()).toEqual([...expected].sort());
  });

  it.each(['安全帽', '阀安', '联锁 储罐', 'hahq', '描述内容', '19900005678'])('not by %s', async (q) => {
    expect(await found(q)).toEqual([]);
  });

  it('by a credit code from its beginning on, first where it is the whole code', async () => {
    const code = creditCode('MA000001');
    expect(await found(code)).toEqual(['firm']);
    expect(await found(code.slice(0, 16).toLowerCase())).toEqual(['firm']);
    expect((await found(code.slice(0, 6))).sort()).toEqual(['firm', 'works']);
  });

  it('with what was asked for marked, the fact that it stands in, and whose it is', async () => {
    const [hit] = (await ask(`q=${encodeURIComponent('安许证字')}`)).items;
    expect(hit).toMatchObject({ type: 'licence', state: 'valid', subject: ids.get('firm'), title: '安全生产许可证', spans: [] });
    expect(hit?.facts.map(({ field, text, spans }) => [field, spans.map(({ from, to }) => text.slice(from, to))])).toEqual([
      ['number', ['安许证字']],
    ]);
    const [firm] = (await ask('q=hahg')).items;
    expect(firm?.spans).toEqual([{ from: 3, to: 7 }]);
  });

  it('of one type only when it is named; the counts say what there is of each', async () => {
    expect(await found('安全', '&type=licence')).toEqual(['licence']);
    expect((await ask(`q=${encodeURIComponent('安全')}`)).counts).toEqual(
      expect.arrayContaining([
        { type: 'licence', n: 1, more: false },
        { type: 'hidden-danger', n: 1, more: false },
      ]),
    );
  });
});

describe('pages', () => {
  it('follow each other without gap or double, of all types and of one, whether as words or as pieces', async () => {
    for (const q of ['安', '未', '全阀']) {
      for (const type of ['', '&type=hidden-danger']) {
        const whole = (await ask(`q=${encodeURIComponent(q)}${type}&limit=50`)).items.map((each) => each.id);
        const paged: string[] = [];
        for (let cursor = ''; ; ) {
          const page = await ask(`q=${encodeURIComponent(q)}${type}&limit=1${cursor}`);
          paged.push(...page.items.map((each) => each.id));
          if (page.next === null) break;
          cursor = `&cursor=${page.next}`;
        }
        expect(paged, `${q}${type}`).toEqual(whole);
      }
    }
  });
});

describe('the index follows the ledger', () => {
  const follow = () => followLedger(office.database.server, office.platform.catalogue);
  const entries = async () =>
    (await office.database.owner.query('select * from search_entry order by record_type, record_id, audience')).rows;

  it('an act is found by its new words once it is sealed, and under its former name', async () => {
    await take(
      office,
      '',
      { who, type: 'enterprise', action: 'correct', on: 'works', input: { name: '吉林东方重机公司' }, outcome: 'active' },
      ids,
    );
    expect(await found('东方重机')).toEqual([]);
    await indexAll(office);
    expect(await found('东方重机')).toEqual(['works']);
    const [hit] = (await ask(`q=${encodeURIComponent('北方机械')}`)).items;
    expect(hit).toMatchObject({ id: ids.get('works'), title: '吉林东方重机公司', facts: [{ field: 'former', text: '吉林北方机械厂' }] });
    expect(await found('jldf')).toEqual(['works']);
  });

  it('says how far it is behind, and catches up with what a process that died left', async () => {
    await take(office, '', danger('配电箱未接地', 'box'), ids);
    await sealAll(office);
    office.clock.advance(90_000);
    expect(await searchLag(office.database.server, office.clock)).toMatchObject({ leaves: 1, lag_ms: 90_000, building: null });
    // Killed between its work and its commit: nothing of it remains.
    const killed = office.database.server.transaction(async (sql) => {
      await sql.query(`select set_config('role', 'anwang_writer', true)`);
      await sql.query('update search_state set next_seq = next_seq + 1');
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await follow()).toEqual({ written: 1, more: false });
    expect(await searchLag(office.database.server, office.clock)).toMatchObject({ leaves: 0, lag_ms: 0, building: null });
    expect(await found('接地')).toEqual(['box']);
  });

  it('leaves the work to one process at a time', async () => {
    await take(office, '', danger('灭火器过期', 'old'), ids);
    await sealAll(office);
    const done = await Promise.all([follow(), follow(), follow()]);
    expect(done.reduce((sum, each) => sum + each.written, 0)).toBe(1);
  });

  it('an entry never goes back to an older version', async () => {
    const { owner } = office.database;
    await owner.query('update search_entry set version = 99, title = $1 where record_id = $2', ['更新的', ids.get('valve')]);
    await owner.query('update search_state set next_seq = 0');
    for (let more = true; more; ) more = (await follow()).more;
    expect((await entries()).find((each) => each.record_id === ids.get('valve'))).toMatchObject({ version: 99, title: '更新的' });
    await owner.query('update search_entry set version = 1 where record_id = $1', [ids.get('valve')]);
  });

  it('a rebuild makes the same entries again, in steps that may be broken off, and says how far it is', async () => {
    await beginRebuild(office.database.server, office.platform.catalogue);
    for (let more = true; more; ) more = (await follow()).more;
    const before = await entries();
    const publicOnes = before.filter((each) => each.audience === 'public').length;
    await office.database.owner.query('delete from search_entry');
    await beginRebuild(office.database.server, office.platform.catalogue);
    expect(await searchLag(office.database.server, office.clock)).toMatchObject({
      built: 0,
      building: { total: before.length - publicOnes },
    });
    expect((await ask(`q=${encodeURIComponent('阀')}`)).building).toBe(0);
    await follow();
    expect(await searchLag(office.database.server, office.clock)).toMatchObject({ built: 2 });
    for (let more = true; more; ) more = (await follow()).more;
    expect(await entries()).toEqual(before);
    expect((await ask(`q=${encodeURIComponent('阀')}`)).building).toBeNull();
  });

  it('other words or fields make it anew by itself', async () => {
    await office.database.owner.query(`delete from search_entry`);
    await office.database.owner.query(`update search_state set format = 'of an earlier release'`);
    for (let more = true; more; ) more = (await follow()).more;
    expect(await found('安全阀')).toEqual(['valve']);
  });
});
