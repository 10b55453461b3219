import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemBody } from '#kernel/problem/problem.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { creditCode, particulars, twoEnterprises } from '#server/testing/enterprises.ts';
import { people, personIn, places } from '#server/testing/people.ts';
import { take } from '#server/testing/story.ts';
import { weigh } from '#server/testing/weight.ts';

let office: Office;
let supervisor: Desk;
let manager: Desk;
const ids = new Map<string, string>();
let keys = 0;

beforeAll(async () => {
  office = await openOffice();
  for (const step of twoEnterprises) await take(office, 'enterprise', step, ids);
  supervisor = await office.seat(people.countySupervisor);
  manager = await office.seat(personIn('safetyManager', ids));
});
afterAll(() => office.close());

/** A key that nobody has used. */
function fresh(): Record<string, string> {
  keys += 1;
  return { 'idempotency-key': `acts-test-${keys}` };
}

const found = () => ({
  title: '储罐安全阀未投用',
  description: '3 号储罐安全阀前截止阀关闭',
  enterprise: ids.get('mine'),
  source: 'supervision',
  found_on: '2026-03-04',
});
const report = (input: object, headers = fresh()) => supervisor.post('/v1/hidden-dangers', { input }, headers);

async function reported(): Promise<{ id: string; version: number }> {
  const answer = await report(found());
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ id: string; version: number }>();
}

/** Every refusal is a sentence in both languages, and so is each of its details. */
function told(answer: LightMyRequestResponse): string {
  const { code, status, text, details, trace } = answer.json<ProblemBody>();
  expect(status).toBe(answer.statusCode);
  expect(trace).toMatch(/\S/);
  for (const each of [text, ...details.map((detail) => detail.text)]) {
    expect(each.zh, code).toMatch(/\p{Script=Han}/u);
    expect(each.en, code).toMatch(/[A-Za-z]{2}/);
  }
  return [`${status} ${code}`, ...details.map((each) => (each.field === undefined ? each.code : `${each.code}:${each.field}`))].join(' ');
}

const weight = () => weigh(office.database.owner);

describe('a new record is refused, and nothing has changed', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await weight();
  });
  const nothingChanged = async () => expect(await weight()).toEqual(before);

  it.each<[string, unknown, string]>([
    ['a title that is a number', { title: 5 }, '422 invalid ill-formed:title'],
    ['a title that is an object', { title: { zh: '储罐' } }, '422 invalid ill-formed:title'],
    ['a title that is a list', { title: ['储罐安全阀'] }, '422 invalid ill-formed:title'],
    ['a title that is a flag', { title: true }, '422 invalid ill-formed:title'],
    ['a title too short', { title: '漏' }, '422 invalid ill-formed:title'],
    ['a title too long', { title: '漏'.repeat(81) }, '422 invalid ill-formed:title'],
    ['a title of spaces', { title: '     ' }, '422 invalid missing:title'],
    ['a title of null', { title: null }, '422 invalid missing:title'],
    ['a bell in a title', { title: '储罐\u0007安全阀' }, '422 invalid ill-formed:title'],
    ['a description beyond its length', { description: '长'.repeat(2001) }, '422 invalid ill-formed:description'],
    ['a day that does not exist', { found_on: '2026-02-30' }, '422 invalid ill-formed:found_on'],
    ['a day that is a moment', { found_on: '2026-03-04T00:00:00Z' }, '422 invalid ill-formed:found_on'],
    ['a day to come', { found_on: '2026-03-05' }, '422 invalid found-already:found_on'],
    ['a choice that is none', { source: 'gossip' }, '422 invalid ill-formed:source'],
    ['a choice that every object has', { source: 'constructor' }, '422 invalid ill-formed:source'],
    ['an id that is none', { enterprise: 'mine' }, '422 invalid ill-formed:enterprise'],
    ['an id that is a number', { enterprise: 7 }, '422 invalid ill-formed:enterprise'],
    ['an enterprise that does not exist', { enterprise: '00000000-0000-4000-8000-000000000404' }, '422 invalid no-such:enterprise'],
    ['files that are no list', { photos_before: 'photo' }, '422 invalid ill-formed:photos_before'],
    ['a file that nobody uploaded', { photos_before: ['00000000-0000-4000-8000-000000000404'] }, '422 invalid file-unknown:photos_before'],
    ['a place without latitude', { place: { longitude: 125 } }, '422 invalid ill-formed:place'],
    ['a place beyond the poles', { place: { longitude: 125, latitude: 91 } }, '422 invalid ill-formed:place'],
    ['a field that the act does not take', { level: 'major' }, '422 invalid unexpected:level'],
    ['a system column', { state: 'closed' }, '422 invalid unexpected:state'],
    ['a scope column', { region: places.province }, '422 invalid unexpected:region'],
    ['a name that every object has', { constructor: 'x' }, '422 invalid unexpected:constructor'],
  ])('with %s', async (_, parts, expected) => {
    expect(told(await report({ ...found(), ...(parts as object) }))).toBe(expected); // each row's parts are an object
    await nothingChanged();
  });

  it('with several faults at once, each told at its field', async () => {
    const { title: _, ...rest } = found();
    expect(told(await report({ ...rest, source: 'gossip', found_on: 'today', colour: 'red' }))).toBe(
      '422 invalid missing:title unexpected:colour ill-formed:source ill-formed:found_on',
    );
    await nothingChanged();
  });

  it.each<[string, unknown, string]>([
    ['a list as input', { input: [] }, '422 invalid type:input'],
    ['text as input', { input: 'x' }, '422 invalid type:input'],
    ['no input', {}, '422 invalid required:input'],
    ['an action of another kind', { action: 'assess', input: {} }, '422 invalid enum:action'],
    ['an action that every object has', { action: 'constructor', input: {} }, '422 invalid enum:action'],
    ['an actor of one’s own making', { input: {}, actor: { reader: 'system' } }, '422 invalid additionalProperties:actor'],
    ['an id of one’s own making', { input: {}, id: '00000000-0000-4000-8000-000000000404' }, '422 invalid additionalProperties:id'],
  ])('as a body with %s', async (_, body, expected) => {
    expect(told(await supervisor.post('/v1/hidden-dangers', body as object, fresh()))).toBe(expected); // each row's body is an object
    await nothingChanged();
  });

  it('with a body of more than a megabyte', async () => {
    expect(told(await report({ ...found(), description: 'x'.repeat(2 ** 20) }))).toBe('413 too-large');
    await nothingChanged();
  });

  it.each<[string, Record<string, string>]>([
    ['without a key', {}],
    ['with a key too short', { 'idempotency-key': 'short' }],
    ['with a key too long', { 'idempotency-key': 'k'.repeat(201) }],
    ['with a space in its key', { 'idempotency-key': 'two words' }],
  ])('%s', async (_, headers) => {
    expect(told(await report(found(), headers))).toBe('400 bad-request idempotency-key');
    await nothingChanged();
  });

  it('to whoever holds another post, has no session, or had one', async () => {
    const body = { input: found() };
    const headers = fresh();
    expect(told(await manager.post('/v1/hidden-dangers', body, headers))).toBe('403 forbidden not-permitted');
    expect(told(await office.app.inject({ method: 'POST', url: '/v1/hidden-dangers', payload: body, headers }))).toBe('401 signed-out');
    const ended = await office.seat(people.countySupervisor);
    await office.database.owner.query(`update session set ended_at = now() where token_hash = sha256($1::bytea)`, [
      Buffer.from(ended.token),
    ]);
    expect(told(await ended.post('/v1/hidden-dangers', body, headers))).toBe('401 signed-out');
    await nothingChanged();
  });
});

describe('a session', () => {
  it('that runs out while its person looks at the page acts no more', async () => {
    const short = await office.seat(people.countySupervisor);
    const until = new Date(office.clock.now().getTime() + 3_600_000);
    await office.database.owner.query(`update session set expires_at = $2 where token_hash = sha256($1::bytea)`, [
      Buffer.from(short.token),
      until,
    ]);
    const { id } = await reported();
    expect((await short.get(`/v1/hidden-dangers/${id}`)).statusCode).toBe(200);
    const before = await weight();
    office.clock.advance(3_600_000);
    const body = { version: 1, input: { level: 'general' } };
    expect(told(await short.post(`/v1/hidden-dangers/${id}/assess`, body, fresh()))).toBe('401 signed-out');
    expect(told(await short.get(`/v1/hidden-dangers/${id}`))).toBe('401 signed-out');
    expect(await weight()).toEqual(before);
    expect((await supervisor.post(`/v1/hidden-dangers/${id}/assess`, body, fresh())).statusCode).toBe(200);
  });
});

describe('an act on a record is refused, and nothing has changed', () => {
  it.each<[string, unknown, string]>([
    ['no version', { input: {} }, '422 invalid required:version'],
    ['a version of text', { version: '1', input: {} }, '422 invalid type:version'],
    ['half a version', { version: 1.5, input: {} }, '422 invalid type:version'],
    ['version 0', { version: 0, input: {} }, '422 invalid minimum:version'],
    ['a version of null', { version: null, input: {} }, '422 invalid type:version'],
    ['a version not yet written', { version: 99, input: { level: 'general' } }, '409 stale'],
    ['a version of the distant future', { version: 2 ** 53, input: { level: 'general' } }, '409 stale'],
  ])('with %s', async (_, body, expected) => {
    const { id } = await reported();
    const before = await weight();
    expect(told(await supervisor.post(`/v1/hidden-dangers/${id}/assess`, body as object, fresh()))).toBe(expected); // each row's body is an object
    expect(await weight()).toEqual(before);
  });

  it('with a version that somebody has replaced', async () => {
    const url = `/v1/enterprises/${ids.get('mine')}/correct`;
    const now = (await supervisor.get(`/v1/enterprises/${ids.get('mine')}`)).json<{ row: { version: number } }>().row.version;
    expect((await manager.post(url, { version: now, input: { employees: 80 } }, fresh())).statusCode).toBe(200);
    const before = await weight();
    expect(told(await supervisor.post(url, { version: now, input: { employees: 90 } }, fresh()))).toBe('409 stale');
    expect(await weight()).toEqual(before);
  });

  it('on an id that is unknown, none, or another type’s', async () => {
    const { id } = await reported();
    const before = await weight();
    const ask = (plural: string, of: string, action: string) =>
      supervisor.post(`/v1/${plural}/${of}/${action}`, { version: 1, input: {} }, fresh());
    for (const of of ['00000000-0000-4000-8000-000000000404', 'x', '%00', id.toUpperCase(), `${id}x`, "1' or '1'='1"])
      expect(told(await ask('hidden-dangers', encodeURIComponent(of), 'assess')), of).toBe('404 not-found');
    expect(told(await ask('licences', id, 'end'))).toBe('404 not-found');
    expect(told(await ask('enterprises', id, 'close'))).toBe('404 not-found');
    for (const action of ['explode', 'constructor', 'extend', 'escalate', 'rescope'])
      expect(told(await ask('hidden-dangers', id, action)), action).toBe('404 not-found');
    expect(await weight()).toEqual(before);
  });

  it('from a state that does not know it, with the state in the sentence', async () => {
    const { id } = await reported();
    const before = await weight();
    const answer = await supervisor.post(`/v1/hidden-dangers/${id}/verify`, { version: 1, input: { verification: '好' } }, fresh());
    expect(told(answer)).toBe('409 refused wrong-state');
    expect(answer.json<ProblemBody>().details[0]?.text.zh).toContain('待评估');
    expect(await weight()).toEqual(before);
  });

  it('reveal: of a field that is not personal, without a reason, of nothing', async () => {
    const before = await weight();
    const ask = (body: object) => supervisor.post(`/v1/enterprises/${ids.get('mine')}/reveal`, body, fresh());
    expect(told(await ask({ field: 'name', reason: '核对电话' }))).toBe('422 invalid no-such-field:field');
    expect(told(await ask({ field: 'constructor', reason: '核对电话' }))).toBe('422 invalid no-such-field:field');
    expect(told(await ask({ field: 'contact_phone', reason: ' ' }))).toBe('422 invalid reason:reason');
    expect(told(await ask({ field: 'contact_phone', reason: 'x'.repeat(201) }))).toBe('422 invalid reason:reason');
    expect(told(await ask({ field: 'contact_phone' }))).toBe('422 invalid required:reason');
    expect(await weight()).toEqual(before);
  });
});

describe('the same request twice', () => {
  const counts = async () =>
    (await office.database.owner.query<{ n: number }>('select count(*)::int as n from ledger_entry')).rows[0]?.n ?? 0;

  it('under one key is one act with one answer, one after the other and eight at once', async () => {
    const headers = fresh();
    const before = await counts();
    const first = await report(found(), headers);
    const again = await report(found(), headers);
    expect([first.statusCode, again.statusCode, again.body]).toEqual([201, 201, first.body]);
    expect(await counts()).toBe(before + 1);
    const others = fresh();
    const all = await Promise.all(Array.from({ length: 8 }, () => report({ ...found(), title: '同时提交八次' }, others)));
    expect(new Set(all.map((each) => `${each.statusCode} ${each.body}`)).size).toBe(1);
    expect(all[0]?.statusCode).toBe(201);
    expect(await counts()).toBe(before + 2);
  });

  it('is still the first answer after the record has gone on', async () => {
    const { id } = await reported();
    const headers = fresh();
    const body = { version: 1, input: { level: 'general' } };
    const first = await supervisor.post(`/v1/hidden-dangers/${id}/assess`, body, headers);
    await manager.post(`/v1/hidden-dangers/${id}/rectify`, { version: 2, input: { rectification: '已投用' } }, fresh());
    const before = await weight();
    expect((await supervisor.post(`/v1/hidden-dangers/${id}/assess`, body, headers)).json()).toEqual({
      id,
      version: 2,
      state: 'rectifying',
    });
    expect(first.json()).toEqual({ id, version: 2, state: 'rectifying' });
    expect(await weight()).toEqual(before);
  });

  it('under one key with another body, another act or another record is refused', async () => {
    const headers = fresh();
    const { id } = (await report(found(), headers)).json<{ id: string }>();
    const before = await weight();
    expect(told(await report({ ...found(), title: '另一个标题' }, headers))).toBe('409 key-reused');
    expect(told(await supervisor.post(`/v1/hidden-dangers/${id}/assess`, { version: 1, input: { level: 'general' } }, headers))).toBe(
      '409 key-reused',
    );
    expect(await weight()).toEqual(before);
  });

  it('one person’s key is not another’s, and a refusal does not use a key up', async () => {
    const headers = fresh();
    const first = (await report(found(), headers)).json<{ id: string }>();
    const own = { title: '自查发现的隐患', description: '阀门渗漏', found_on: '2026-03-04' };
    const second = await manager.post('/v1/hidden-dangers', { action: 'self-report', input: own }, headers);
    expect(second.statusCode, second.body).toBe(201);
    expect(second.json<{ id: string }>().id).not.toBe(first.id);
    const retried = fresh();
    expect(told(await report({ ...found(), title: '漏' }, retried))).toBe('422 invalid ill-formed:title');
    expect((await report(found(), retried)).statusCode).toBe(201);
  });

  it('under different keys at once happens once where it can only happen once', async () => {
    const { id } = await reported();
    const body = { version: 1, input: { level: 'general' } };
    const answers = await Promise.all(Array.from({ length: 6 }, () => supervisor.post(`/v1/hidden-dangers/${id}/assess`, body, fresh())));
    expect(answers.filter((each) => each.statusCode === 200)).toHaveLength(1);
    for (const each of answers.filter((answer) => answer.statusCode !== 200))
      expect(told(each)).toMatch(/^409 (stale|refused wrong-state)$/);
    const enterprise = { input: particulars('并发登记的企业', 'MA000777') };
    const registered = await Promise.all(Array.from({ length: 6 }, () => supervisor.post('/v1/enterprises', enterprise, fresh())));
    expect(registered.map((each) => each.statusCode).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(told(registered.find((each) => each.statusCode === 409) ?? registered[0] ?? answers[0] ?? never())).toBe(
      '409 duplicate duplicate:credit_code',
    );
    const kept = await office.database.owner.query('select id from enterprise where credit_code = $1', [creditCode('MA000777')]);
    expect(kept.rows).toHaveLength(1);
  });
});

function never(): never {
  throw new Error('no answer');
}
