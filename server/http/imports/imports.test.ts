import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImports } from '#kernel/exchange/run.ts';
import { followLedger } from '#kernel/search/follow.ts';
import { exchangeOf } from '#server/exchange.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { people, places } from '#server/testing/people.ts';
import { sealAll } from '#server/testing/seal.ts';
import { checkCounters } from '#simulate/checks/counters.ts';
import { checkRows } from '#simulate/checks/ledger.ts';
import { ask, checked, goodRow, headers, type JobBody, named, report, upload, work, workbook } from './testing.ts';

let office: Office;
let desk: Desk;

beforeAll(async () => {
  office = await openOffice();
  desk = await office.seat(people.countySupervisor);
});
afterAll(() => office.close());

async function one<T>(text: string, values: readonly unknown[] = []): Promise<T | undefined> {
  return (await office.database.owner.query<T>(text, values)).rows[0];
}

async function count(where = 'true'): Promise<number> {
  return (await one<{ n: number }>(`select count(*)::int as n from enterprise where ${where}`))?.n ?? 0;
}

/** The search knows all that was done. */
async function index(): Promise<void> {
  await sealAll(office);
  while ((await followLedger(office.database.server, office.platform.catalogue)).more);
}

let block = 0;
/** Rows that no other test has used. */
function rows(n: number): (string | number)[][] {
  block += 100;
  return Array.from({ length: n }, (_, index) => goodRow(block + index));
}

describe('a file is refused', () => {
  it('from whoever may not make such records, in his language', async () => {
    const content = await workbook([headers, ...rows(1)]);
    for (const who of ['safetyManager', 'worker', 'inspector', 'countyLeader', 'agency'] as const) {
      const answer = await upload(office, await office.seat(people[who]), content);
      expect(answer.statusCode, who).toBe(403);
    }
  });

  it('that is no sheet, or has none of the columns', async () => {
    const refusals: [string, Buffer, number][] = [
      ['名单.xls', Buffer.from('old'), 422],
      ['名单.xlsx', Buffer.from('not a workbook'), 422],
      ['名单.csv', Buffer.alloc(0), 422],
    ];
    for (const [name, content, status] of refusals) expect((await upload(office, desk, content, name)).statusCode, name).toBe(status);
    const empty: [Buffer, RegExp][] = [
      [
        await workbook([
          ['甲', '乙'],
          ['1', '2'],
        ]),
        /表头/,
      ],
      [await workbook([headers.slice(0, 3), ...rows(1)]), /缺少必填列：监管行业/],
      [await workbook([headers]), /没有数据/],
      [Buffer.from('PK\u0003\u0004 and then nothing'), /无法读取/],
    ];
    for (const [content, sentence] of empty) {
      const { job } = await report(desk, await checked(office, desk, content));
      expect(job.state).toBe('rejected');
      expect(job.problem?.zh).toMatch(sentence);
      expect(job.problem?.en).toMatch(/[a-z]/);
      expect((await ask(office, desk, job.id, 'commit')).statusCode).toBe(409);
    }
  });

  it('without a key, so that a second click makes no second job', async () => {
    const headers$ = { authorization: `Bearer ${desk.token}`, 'content-type': 'application/octet-stream' };
    const url = '/v1/enterprises/import?name=a.csv';
    expect((await office.app.inject({ method: 'POST', url, headers: headers$, payload: 'x' })).statusCode).toBe(400);
    const twice = () =>
      office.app.inject({ method: 'POST', url, headers: { ...headers$, 'idempotency-key': 'the-same-click' }, payload: 'x' });
    expect((await twice()).json<JobBody>().id).toBe((await twice()).json<JobBody>().id);
    await work(office);
  });
});

describe('the check', () => {
  it('names each bad row with its column and sentence, and writes nothing', async () => {
    const [first = [], second = []] = rows(2);
    const bad = (index: number, cell: string | number) => rows(1)[0]?.map((each, at) => (at === index ? cell : each)) ?? [];
    const sheet = [
      ['某县企业登记表'],
      headers,
      first,
      bad(0, ''),
      bad(1, '91220101MA00000000'),
      bad(2, '26'),
      bad(3, '没有的行业'),
      bad(4, places.otherCountyTownship),
      bad(4, places.county),
      bad(6, '没有的单位'),
      bad(7, -1),
      bad(8, '123'),
      first,
      second,
    ];
    const before = await count();
    const id = await checked(office, desk, await workbook(sheet));
    const { job, counts } = await report(desk, id);
    expect(job).toMatchObject({ state: 'checked', total: 12, may: ['commit', 'discard'] });
    expect(counts).toEqual({ 'new checked': 2, 'refused checked': 10 });
    expect(await named(desk, id)).toEqual([
      '4 name missing',
      '5 credit_code ill-formed',
      '6 trade ill-formed',
      '7 line ill-formed',
      '8 - outside-scope',
      '9 region ill-formed',
      '10 department ill-formed',
      '11 employees ill-formed',
      '12 contact_phone ill-formed',
      '13 credit_code same-row',
    ]);
    expect(await count()).toBe(before);
    expect((await ask(office, desk, id, 'discard')).json<JobBody>().state).toBe('discarded');
    expect(await one('select 1 as n from import_row where job = $1', [id])).toBeUndefined();
  });

  it('reads a csv of a Chinese Windows, labels and codes in both languages, numbers and days as they are written', async () => {
    const [row = []] = rows(1);
    const line = (cells: readonly (string | number)[]) => cells.join(',');
    const text = [
      line(['name', 'Unified social credit code', 'trade', 'Line of industry', 'region', 'Scale', 'Employees', '备注']),
      line([row[0] ?? '', row[1] ?? '', '2614', 'hazardous-chemicals', '220102001', 'Small', '"1,200人"', '随便']),
    ].join('\r\n');
    const bytes = Buffer.concat([...text].map((sign) => (sign.charCodeAt(0) < 128 ? Buffer.from(sign) : (gb[sign] ?? Buffer.from('?')))));
    const id = await checked(office, desk, bytes, '名单.csv');
    const { counts, strangers } = await report(desk, id);
    expect(await named(desk, id)).toEqual([]);
    expect(counts).toEqual({ 'new checked': 1 });
    expect(strangers).toEqual(['备注']);
    await ask(office, desk, id, 'commit');
    expect(await one('select employees, scale, region, state from enterprise where credit_code = $1', [row[1]])).toEqual({
      employees: 1200,
      scale: 'small',
      region: places.township,
      state: 'unassigned',
    });
  });
});

/** The signs of the test above as GB18030 has them: Node reads it and does not write it. */
const gb: Readonly<Record<string, Buffer>> = Object.fromEntries([...'长春第化工有限公司备注随便人'].map((sign) => [sign, gbBytes(sign)]));

function gbBytes(sign: string): Buffer {
  for (let high = 0xb0; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      if (new TextDecoder('gb18030').decode(bytes) === sign) return bytes;
    }
  }
  throw new Error(sign);
}

describe('taking over', () => {
  it('makes records by the same executor: entries say that nobody witnessed it, counters and deadlines fit', async () => {
    const sheet = rows(5);
    const before = await count();
    const id = await checked(office, desk, await workbook([headers, ...sheet]));
    expect((await ask(office, desk, id, 'commit')).statusCode).toBe(200);
    const { job, counts, made, after, before: pictured } = await report(desk, id);
    expect(job).toMatchObject({ state: 'committed', may: ['undo'] });
    expect(counts).toEqual({ 'new done': 5 });
    expect(await count()).toBe(before + 5);
    expect(made).toEqual([{ place: places.township, n: 5, sums: { employees: sheet.reduce((sum, row) => sum + Number(row[7]), 0) } }]);
    const at = (list: typeof after) => list?.find((each) => each.place === places.township)?.n ?? 0;
    expect(at(after) - at(pictured)).toBe(5);
    const made$ = await one<{ id: string }>('select id from enterprise where credit_code = $1', [sheet[0]?.[1]]);
    const history = await desk.get(`/v1/enterprises/${made$?.id}/history`);
    const [entry] = history.json<{ entries: { verb: string; actor: object; because: object[]; set: Record<string, unknown> }[] }>().entries;
    expect(entry).toMatchObject({
      verb: 'enterprise.register',
      actor: { person: people.countySupervisor.person },
      because: [{ rule: 'imported-not-witnessed', text: { zh: '导入，未经见证' }, inputs: { import: id, row: 2 } }],
    });
    expect(entry?.set.contact_phone).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('the same file again makes no doubles; a changed row becomes an act of change, and what people corrected stays', async () => {
    const [first = [], second = [], third = []] = rows(3);
    await ask(office, desk, await checked(office, desk, await workbook([headers, first, second, third])), 'commit');
    const corrected = await one<{ id: string; version: number }>('select id, version from enterprise where credit_code = $1', [second[1]]);
    await office.platform.executor.act({
      actor: people.countySupervisor,
      type: 'enterprise',
      id: corrected?.id ?? '',
      action: 'correct',
      input: { employees: 77 },
    });
    const before = await count();
    const moved = first.map((cell, index) => (index === 4 ? places.otherTownship : index === 7 ? 99 : cell));
    const id = await checked(office, desk, await workbook([headers, moved, second, third]));
    expect((await report(desk, id)).counts).toEqual({ 'changed checked': 1, 'unchanged checked': 2 });
    await ask(office, desk, id, 'commit');
    expect(await count()).toBe(before);
    expect(await one('select employees, region, version from enterprise where credit_code = $1', [first[1]])).toEqual({
      employees: 99,
      region: places.otherTownship,
      version: 3,
    });
    expect(await one('select employees, version from enterprise where credit_code = $1', [second[1]])).toEqual({
      employees: 77,
      version: 2,
    });
    const again = await report(desk, await checked(office, desk, await workbook([headers, moved, second, third])));
    expect(again.job).toMatchObject({ state: 'checked', problem: null });
    expect(again.counts).toEqual({ 'unchanged checked': 3 });
  });

  it('a record that exists is not taken over as new; one outside the area is refused', async () => {
    const [row = []] = rows(1);
    const outside = await office.seat(people.otherCountySupervisor);
    const there = row.map((cell, index) => (index === 4 ? places.otherCountyTownship : cell));
    await ask(office, outside, await checked(office, outside, await workbook([headers, there])), 'commit');
    const id = await checked(office, desk, await workbook([headers, row]));
    expect(await named(desk, id)).toEqual(['2 - not-found']);
  });

  it('a row whose record appeared after the check is named instead of doubled', async () => {
    const [row = [], other = []] = rows(2);
    const id = await checked(office, desk, await workbook([headers, row, other]));
    await office.platform.executor.act({
      actor: people.countySupervisor,
      type: 'enterprise',
      id: null,
      action: 'register',
      input: { name: '抢先登记', credit_code: row[1], trade: '2614', line: 'hazardous-chemicals', region: places.township, scale: 'small' },
    });
    await ask(office, desk, id, 'commit');
    expect((await report(desk, id)).counts).toEqual({ 'refused done': 1, 'new done': 1 });
    expect(await named(desk, id)).toEqual(['2 - changed-since-check']);
  });
});

describe('taking back', () => {
  it('removes what nobody has touched, restores what was changed, and names what stays', async () => {
    const [untouched = [], touched = [], used = [], old = []] = rows(4);
    await ask(office, desk, await checked(office, desk, await workbook([headers, old])), 'commit');
    const changed = old.map((cell, index) => (index === 7 ? 500 : cell));
    const before = await count();
    const id = await checked(office, desk, await workbook([headers, untouched, touched, used, changed]));
    await ask(office, desk, id, 'commit');
    const idOf = async (row: readonly unknown[]) =>
      (await one<{ id: string }>('select id from enterprise where credit_code = $1', [row[1]]))?.id ?? '';
    const actor = people.countySupervisor;
    await office.platform.executor.act({ actor, type: 'enterprise', id: await idOf(touched), action: 'correct', input: { employees: 5 } });
    const paper = {
      name: '许可证',
      number: '1',
      issuer: '局',
      issued_on: '2025-05-01',
      expires_on: '2028-04-30',
      enterprise: await idOf(used),
    };
    await office.platform.executor.act({ actor, type: 'licence', id: null, action: 'file', input: paper });

    await index();
    expect((await ask(office, desk, id, 'undo')).statusCode).toBe(200);
    expect((await report(desk, id)).job.state).toBe('undone');
    expect((await report(desk, id)).counts).toEqual({ 'new undone': 1, 'new kept': 2, 'changed undone': 1 });
    expect(await named(desk, id)).toEqual(['3 - touched-since', '4 - in-use']);
    expect(await count()).toBe(before + 2);
    expect(await one('select employees from enterprise where credit_code = $1', [old[1]])).toEqual({ employees: old[7] });
    expect((await ask(office, desk, id, 'undo')).statusCode).toBe(409);

    const again = await checked(office, desk, await workbook([headers, untouched, touched, used, changed]));
    expect((await report(desk, again)).counts).toEqual({ 'new checked': 1, 'unchanged checked': 2, 'changed checked': 1 });
    await ask(office, desk, again, 'commit');
    expect(await count()).toBe(before + 3);
  });

  it('leaves ledger, rows and counters in agreement', async () => {
    expect((await checkRows(office.database.server, office.platform.catalogue, office.platform.vault)).findings).toEqual([]);
    expect((await checkCounters(office.database.owner, office.platform.catalogue)).findings).toEqual([]);
    const open = `select 1 as n from deadline d where status = 'pending' and record_type = 'enterprise' and not exists (select 1 from enterprise e where e.id = d.record_id)`;
    expect(await one(open)).toBeUndefined();
    await index();
    const found = `select count(*)::int as n from search_entry s where not exists (select 1 from enterprise e where e.id = s.record_id)`;
    expect(await one(`${found} and record_type = 'enterprise'`)).toEqual({ n: 0 });
    expect(await one(`select count(*) > 0 as some from search_entry`)).toEqual({ some: true });
  });
});

describe('a job', () => {
  it('is nobody else’s: not to be seen, not to be asked', async () => {
    const id = await checked(office, desk, await workbook([headers, ...rows(1)]));
    for (const who of [
      'provinceSupervisor',
      'countyCommission',
      'otherCountySupervisor',
      'lineSupervisor',
      'safetyManager',
      'agency',
    ] as const) {
      const other = await office.seat(people[who]);
      for (const path of ['', '/rows', '/refused.xlsx'])
        expect((await other.get(`/v1/imports/${id}${path}`)).statusCode, `${who} ${path}`).toBe(404);
      for (const request of ['commit', 'undo', 'resume', 'discard']) {
        expect((await other.post(`/v1/imports/${id}/${request}`, {})).statusCode, `${who} ${request}`).toBe(404);
      }
      expect((await other.get('/v1/imports')).json<{ items: { id: string }[] }>().items.map((each) => each.id)).not.toContain(id);
    }
  });

  it('that meets the database’s errors stops after a few tries, says so, and goes on when resumed', async () => {
    const sheet = rows(3);
    const id = await checked(office, desk, await workbook([headers, ...sheet]));
    await office.database.owner.query('alter table counter_delta rename to counter_delta_gone');
    expect((await desk.post(`/v1/imports/${id}/commit`, {})).statusCode).toBe(200);
    const exchange = exchangeOf(office.platform);
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(runImports(exchange)).rejects.toThrow(/counter_delta/);
      office.clock.advance(20_000);
    }
    expect(await runImports(exchange)).toBe(0);
    expect((await report(desk, id)).job).toMatchObject({
      state: 'failed',
      may: ['resume'],
      problem: { zh: expect.stringContaining('多次出错') },
    });
    await office.database.owner.query('alter table counter_delta_gone rename to counter_delta');
    await ask(office, desk, id, 'resume');
    expect((await report(desk, id)).counts).toEqual({ 'new done': 3 });
  });

  it('whose worker dies goes on with another where it was, once its lease is over', async () => {
    const sheet = rows(3);
    const id = await checked(office, desk, await workbook([headers, ...sheet]));
    await desk.post(`/v1/imports/${id}/commit`, {});
    await office.database.owner.query(`update import_job set next_at = $2, attempts = 1 where id = $1`, [
      id,
      new Date(office.clock.now().getTime() + 60_000),
    ]);
    await work(office);
    expect((await report(desk, id)).job.state).toBe('committing');
    office.clock.advance(61_000);
    await work(office);
    expect((await report(desk, id)).counts).toEqual({ 'new done': 3 });
  });
});

describe('sheets that leave', () => {
  it('a template that, filled in, is understood in either language', async () => {
    for (const language of ['zh', 'en']) {
      const answer = await desk.get(`/v1/enterprises/import/template.xlsx?language=${language}`);
      expect(answer.statusCode).toBe(200);
      const book = new exceljs.Workbook();
      // exceljs types ask for an older Buffer
      await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
      expect(book.worksheets).toHaveLength(3);
      const [row = []] = rows(1);
      const first = book.worksheets[0]?.getRow(2);
      for (const [index, cell] of row.slice(0, 6).entries()) if (first !== undefined) first.getCell(index + 1).value = cell;
      const id = await checked(office, desk, Buffer.from(await book.xlsx.writeBuffer()));
      expect(await named(desk, id), language).toEqual([]);
      expect((await report(desk, id)).counts, language).toEqual({ 'new checked': 1 });
    }
  });

  it('the refused rows with what is wrong, which is imported again once corrected', async () => {
    const [row = [], good = []] = rows(2);
    const id = await checked(office, desk, await workbook([headers, good, row.map((cell, index) => (index === 7 ? '很多' : cell))]));
    const answer = await desk.get(`/v1/imports/${id}/refused.xlsx`);
    const book = new exceljs.Workbook();
    // as above
    await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const [sheet] = book.worksheets;
    expect(sheet?.rowCount).toBe(2);
    expect(sheet?.getCell(1, headers.length + 2).value).toBe('问题');
    expect(sheet?.getCell(2, headers.length + 1).value).toBe(3);
    expect(sheet?.getCell(2, headers.length + 2).value).toContain('从业人数');
  });
});
