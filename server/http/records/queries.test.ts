import exceljs from 'exceljs';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemBody } from '#kernel/problem/problem.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { people } from '#server/testing/people.ts';
import { sealAll } from '#server/testing/seal.ts';
import { take } from '#server/testing/story.ts';

let office: Office;
let desk: Desk;
const ids = new Map<string, string>();
const hostile = {
  script: '<script>alert(document.cookie)</script>',
  sql: `'; drop table hidden_danger; -- " \\ $1 %s`,
  formula: '=HYPERLINK("http://evil.example";"点这里")',
  marks: '100% _ 折扣 \u202e右到左 𠮷野家 👷🏽‍♀️',
} as const;

beforeAll(async () => {
  office = await openOffice();
  for (const step of twoEnterprises) await take(office, 'enterprise', step, ids);
  const input = { description: '描述', enterprise: '$mine', source: 'supervision', found_on: '2026-03-04' };
  for (const [as, title] of Object.entries({ ...hostile, plain: '普通的隐患' })) {
    const description = as === 'plain' ? '描述' : title;
    await take(
      office,
      '',
      {
        who: 'countySupervisor',
        type: 'hidden-danger',
        action: 'report',
        input: { ...input, title, description },
        outcome: 'reported',
        as,
      },
      ids,
    );
  }
  await sealAll(office);
  desk = await office.seat(people.countySupervisor);
});
afterAll(() => office.close());

function told(answer: LightMyRequestResponse): string {
  const { code, status, text, details } = answer.json<ProblemBody>();
  for (const each of [text, ...details.map((detail) => detail.text)]) {
    expect(each.zh, code).toMatch(/\p{Script=Han}/u);
    expect(each.en, code).toMatch(/[A-Za-z]{2}/);
  }
  return [`${status} ${code}`, ...details.map((each) => each.field ?? each.code)].join(' ');
}

describe('a list is refused', () => {
  it.each([
    ['state=open', 'state'],
    ['state=reported,constructor', 'state'],
    ['region=999999', 'region'],
    ['region=constructor', 'region'],
    ["region=220102'--", 'region'],
    ['cursor=next', 'cursor'],
    ['cursor=', 'cursor'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=many', 'limit'],
    ['limit=', 'limit'],
    ['limit=1e1', 'limit'],
    ['overdue=perhaps', 'overdue'],
    ['colour=red', 'colour'],
    ['constructor=x', 'constructor'],
    ['__proto__=x', '__proto__'],
    ['toString=x', 'toString'],
    ['title_from=a', 'title_from'],
    ['level=grave', 'level'],
    ['enterprise=mine', 'enterprise'],
    ['found_on=yesterday', 'found_on'],
    ['found_on_from=2026-02-30', 'found_on_from'],
    ['funds=many', 'funds'],
    ['place=here', 'place'],
    ['photos_before=x', 'photos_before'],
    ['anwang.lo=220000', 'anwang.lo'],
    ['1%3D1%20or%20title=x', '1=1 or title'],
  ])('%s', async (query, field) => {
    const routes = query.startsWith('limit') || query.startsWith('cursor') ? [''] : ['', '/count', '/export'];
    for (const path of routes) expect(told(await desk.get(`/v1/hidden-dangers${path}?${query}`)), path).toBe(`422 invalid ${field}`);
  });

  it('a word given twice, instead of being guessed at', async () => {
    for (const query of [
      'title=a&title=b',
      'region=220102&region=220103',
      'state=closed&state=merged',
      'limit=1&limit=2',
      'department=a&department=b',
    ])
      expect((await desk.get(`/v1/enterprises?${query}`)).statusCode, query).toBe(422);
  });

  it('a personal value as a filter: a mask could be completed by trying', async () => {
    for (const plural of [
      'enterprises?contact_phone=19900005678',
      'safety-staff?phone=19900001234',
      'enterprise-claims?phone=1',
      'enterprises?contact_phone_from=1',
    ])
      expect(told(await desk.get(`/v1/${plural}`))).toMatch(/^422 invalid (contact_)?phone/);
  });
});

describe('text that would be something else elsewhere', () => {
  it.each(Object.entries(hostile))('%s: is stored as it came and answered as it is', async (as, title) => {
    const id = ids.get(as);
    const one = await desk.get(`/v1/hidden-dangers/${id}`);
    expect(one.headers['content-type']).toMatch(/^application\/json/);
    expect(one.headers['x-content-type-options']).toBe('nosniff');
    expect(one.json<{ row: { title: string; description: string } }>().row).toMatchObject({ title, description: title });
    const history = await desk.get(`/v1/hidden-dangers/${id}/history`);
    expect(history.json<{ entries: { input: { title: string } }[] }>().entries[0]?.input.title).toBe(title);
    const proof = (await desk.get(`/v1/ledger/proof?type=hidden-danger&id=${id}&version=1`)).json<{
      status: string;
      proof: { entry: string };
    }>();
    expect(JSON.parse(proof.proof.entry)).toMatchObject({ set: { title } });
  });

  it.each(Object.entries(hostile))('%s: is found by itself and by no pattern in it', async (as, title) => {
    const answer = await desk.get(`/v1/hidden-dangers?title=${encodeURIComponent(title)}`);
    expect(answer.json<{ items: { id: string }[] }>().items.map((each) => each.id)).toEqual([ids.get(as)]);
    const none = await desk.get(`/v1/hidden-dangers?title=${encodeURIComponent('%普%')}`);
    expect(none.json<{ items: unknown[] }>().items).toEqual([]);
    expect((await desk.get('/v1/hidden-dangers/count?title=_')).json<{ total: number }>().total).toBe(2);
  });

  it('leaves in the sheet as text, a formula too', async () => {
    const answer = await desk.get('/v1/hidden-dangers/export');
    const book = new exceljs.Workbook();
    // exceljs declares an older Buffer than Node's.
    await book.xlsx.load(answer.rawPayload as unknown as exceljs.Buffer);
    const cells: exceljs.Cell[] = [];
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
    for (const title of Object.values(hostile)) {
      const own = cells.filter((cell) => cell.value === title);
      expect(own.length, title).toBeGreaterThan(1);
      for (const cell of own) expect(cell.type).toBe(exceljs.ValueType.String);
    }
    expect(cells.filter((cell) => cell.type === exceljs.ValueType.Formula || cell.type === exceljs.ValueType.Hyperlink)).toEqual([]);
  });

  it('has dropped nothing', async () => {
    expect((await desk.get('/v1/hidden-dangers/count')).json<{ total: number }>().total).toBe(5);
  });
});

describe('a proof', () => {
  it('against a tree that is older than the entry, or that there is none of, is refused', async () => {
    const url = `/v1/ledger/proof?type=hidden-danger&id=${ids.get('plain')}&version=1`;
    expect(told(await desk.get(`${url}&size=99999`))).toBe('422 invalid size');
    expect(told(await desk.get(url.replace('version=1', 'version=2')))).toBe('404 not-found');
    expect(told(await desk.get(url.replace('hidden-danger', 'licence')))).toBe('404 not-found');
    await take(
      office,
      'enterprise',
      { who: 'countySupervisor', action: 'correct', on: 'mine', input: { employees: 9 }, outcome: 'active' },
      ids,
    );
    const heads = async () =>
      (await desk.get('/v1/ledger/heads')).json<{ items: { head: { size: number } }[] }>().items.map((each) => each.head.size);
    const [old = 0] = await heads();
    await sealAll(office);
    const [newest = 0] = await heads();
    expect(newest).toBe(old + 1);
    const later = `/v1/ledger/proof?type=enterprise&id=${ids.get('mine')}&version=2`;
    expect(told(await desk.get(`${later}&size=${old}`))).toBe('422 invalid size');
    expect((await desk.get(`${later}&size=${newest}`)).statusCode).toBe(200);
    expect(told(await desk.get(`/v1/ledger/consistency?from=${newest}&to=${old}`))).toMatch(/^(422 invalid to|404 not-found)$/);
    expect((await desk.get(`/v1/ledger/consistency?from=${old}&to=${newest}`)).statusCode).toBe(200);
  });
});

describe('any read, asked for nonsense', () => {
  interface Parameter {
    readonly in: string;
    readonly name: string;
  }
  const nonsense = [
    '',
    'x',
    '0',
    '-1',
    '1.5',
    '99999999999999999999',
    '00000000-0000-4000-8000-000000000404',
    "' or 1=1 --",
    '../../etc/passwd',
    '\u0000',
    '{"$ne":null}',
    '%',
    'constructor',
    '2026-02-30',
    '220102',
  ];

  /** With nonsense for one filter or, without a `target`, for the record that the path names. */
  function urlOf(path: string, target: string, value: string): string {
    const url = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(target === '' ? value : (ids.get('mine') ?? '')) || 'x');
    const base: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      '/v1/ledger/proof': { type: 'enterprise', id: ids.get('mine') ?? '', version: '1' },
      '/v1/ledger/consistency': { from: '1', to: '1' },
    };
    return `${url}?${new URLSearchParams({ ...base[path], ...(target === '' ? {} : { [target]: value }) })}`;
  }

  it('is answered with a sentence, never with a failure of ours', async () => {
    const { paths } = office.app.swagger() as { paths: Record<string, Record<string, { parameters?: Parameter[] }>> }; // what @fastify/swagger makes
    const wrong: string[] = [];
    const urls = Object.entries(paths).flatMap(([path, { get }]) =>
      get === undefined
        ? []
        : nonsense.flatMap((value) => {
            const names = (get.parameters ?? []).filter((each) => each.in === 'query').map((each) => each.name);
            return [...names, ''].map((target) => urlOf(path, target, value));
          }),
    );
    // A few at a time: some thousand requests, one after the other, are a minute on a busy machine.
    const queue = urls.values();
    const ask = async (): Promise<void> => {
      for (const url of queue) {
        const answer = await desk.get(url).catch((error: unknown) => ({ statusCode: 599, body: String(error) }));
        if (answer.statusCode >= 500) wrong.push(`${answer.statusCode} ${url}`);
        else if (answer.statusCode >= 400 && 'json' in answer) told(answer);
      }
    };
    await Promise.all(Array.from({ length: 8 }, ask));
    expect(urls.length).toBeGreaterThan(1_000);
    expect(wrong).toEqual([]);
  }, 120_000);
});
