import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/clock/random.ts';
import { type Office, openOffice } from '#server/testing/desk.ts';
import { people } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';
import { read } from './crawl.fixture.ts';
import { newReceipt, readReceipt } from './receipt.ts';

let office: Office;
let ids: ReadonlyMap<string, string>;

beforeAll(async () => {
  office = await openOffice();
  ids = await populate(office);
});
afterAll(() => office.close());

const typed = {
  matter: 'licence',
  statement: '许可证在去年已经换发，编号不是页面上的那个\r\n请核实',
  reporter_name: '赵报告',
  phone: '19900007777',
  website: '',
};

const formOf = (name: string) => `/public/enterprises/${ids.get(name) ?? ''}/correction`;

/** Sends the form as a browser on this site does; each test comes from an address of its own. */
async function post(path: string, values: Readonly<Record<string, string>>, address = '192.0.2.1', headers: Record<string, string> = {}) {
  const answer = await office.app.inject({
    method: 'POST',
    url: path,
    remoteAddress: address,
    headers: { host: 'portal.test', 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    payload: new URLSearchParams(values).toString(),
  });
  return { status: answer.statusCode, body: answer.body, to: String(answer.headers.location ?? ''), headers: answer.headers };
}

async function freshReceipt(name: string): Promise<string> {
  const page = await read(office.app, formOf(name));
  return /name="receipt" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
}

async function filed(): Promise<number> {
  return (await office.database.owner.query<{ n: number }>('select count(*)::int as n from data_correction')).rows[0]?.n ?? 0;
}

describe('what is refused', () => {
  it('is told at its field, with what was typed still there, and nothing is filed', async () => {
    const before = await filed();
    const receipt = await freshReceipt('mine');
    const answer = await post(formOf('mine'), { ...typed, matter: '', statement: '<b>短', phone: '12', receipt });
    expect(answer.status).toBe(422);
    for (const name of ['matter', 'statement', 'phone']) expect(answer.body).toContain(`id="${name}-wrong"`);
    expect(answer.body).not.toContain('id="reporter_name-wrong"');
    expect(answer.body).toContain('value="赵报告"');
    expect(answer.body).toContain('&lt;b&gt;短');
    expect(answer.body).toContain(receipt);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await filed()).toBe(before);
  });

  it('comes from another site, fills what only programs fill, or is about nobody on the public register', async () => {
    const before = await filed();
    const receipt = await freshReceipt('mine');
    expect((await post(formOf('mine'), { ...typed, receipt }, '192.0.2.2', { 'sec-fetch-site': 'cross-site' })).status).toBe(404);
    const trapped = await post(formOf('mine'), { ...typed, receipt, website: 'http://x' });
    expect([trapped.status, trapped.body.includes('请清空后再提交')]).toEqual([422, true]);
    await office.database.owner.query(`update enterprise set state = 'closed' where id = $1`, [ids.get('stranger')]);
    expect((await post(formOf('stranger'), { ...typed, receipt })).status).toBe(404);
    expect((await read(office.app, formOf('stranger'))).status).toBe(404);
    expect(await filed()).toBe(before);
  });

  it('is one more than an address may send at a time', async () => {
    const tries = await Promise.all(Array.from({ length: 11 }, () => post(formOf('mine'), { ...typed, statement: '' }, '192.0.2.3')));
    expect(tries.filter(({ status }) => status === 429).map(({ headers }) => Number(headers['retry-after']) > 0)).toEqual([true]);
  });
});

describe('a report', () => {
  it('is filed once however often it is sent, stands on the desk of the department, and is followed by its receipt', async () => {
    const before = await filed();
    const receipt = await freshReceipt('mine');
    const sent = await post(formOf('mine'), { ...typed, receipt }, '192.0.2.4');
    expect(sent.status).toBe(303);
    expect((await post(formOf('mine'), { ...typed, receipt }, '192.0.2.4')).to).toBe(sent.to);
    expect(await filed()).toBe(before + 1);

    const progress = await read(office.app, sent.to);
    expect(progress.body).toContain(receipt);
    expect(progress.body).toContain('待受理');
    expect(progress.headers['cache-control']).toBe('no-store');
    for (const secret of [typed.reporter_name, typed.phone, '许可证在去年']) expect(progress.body).not.toContain(secret);

    const desk = await office.seat(people.countySupervisor);
    const list = JSON.parse((await desk.get('/v1/data-corrections?state=filed')).body) as { items: Record<string, unknown>[] }; // the derived list
    const item = list.items.find((each) => each.matter === 'licence');
    expect(item).toMatchObject({ office: '220102-emergency', phone: '199****7777' });
    expect(JSON.stringify(list)).not.toContain(receipt);

    const id = String(item?.id);
    const act = (action: string, input: object, version: number) =>
      desk.post(`/v1/data-corrections/${id}/${action}`, { version, input }, { 'idempotency-key': `correction-${action}` });
    expect((await act('accept', {}, 1)).statusCode).toBe(200);
    expect((await act('correct', { answer: '已更正为新编号' }, 2)).statusCode).toBe(200);
    const answered = await read(office.app, `/public/en/corrections?receipt=${receipt.toLowerCase().replaceAll('-', '')}`);
    expect(answered.body).toContain('已更正为新编号');
    expect(answered.body).toContain('Corrected');
  });

  it('is found by no other receipt', async () => {
    const wrong = newReceipt(seededRandom('another'));
    const page = await read(office.app, `/public/corrections?receipt=${wrong}`);
    expect([page.status, page.body.includes('没有这个回执号')]).toEqual([404, true]);
    expect((await read(office.app, '/public/corrections?receipt=%22%3E%3Cscript%3E')).body).not.toContain('<script');
  });
});

describe('a receipt', () => {
  it('is read as it was given, in whatever case, and nothing else is one', () => {
    const receipt = newReceipt(seededRandom('receipt'));
    expect(receipt).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){3}$/);
    expect(readReceipt(` ${receipt.toLowerCase().replaceAll('-', ' ')} `)).toBe(receipt);
    for (const text of ['', 'AAAAA', `${receipt}A`, receipt.replace(/^./, 'I'), receipt.replace(/^./, '0')])
      expect(readReceipt(text), text).toBeNull();
  });
});
