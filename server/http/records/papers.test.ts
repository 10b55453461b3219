import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfPages, wordText } from '#kernel/documents/testing.ts';
import type { ProblemBody } from '#kernel/problem/problem.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { people, personIn, places } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';

let office: Office;
let ids: Map<string, string>;
let supervisor: Desk;
let stranger: Desk;

beforeAll(async () => {
  office = await openOffice();
  ids = await populate(office);
  supervisor = await office.seat(people.provinceSupervisor);
  stranger = await office.seat({
    ...people.countySupervisor,
    person: people.countyLeader.person,
    region: places.otherCity,
    org: '220200-emergency',
  });
});
afterAll(() => office.close());

const paperOf = (name: string, plural: string, paper: string) => `/v1/${plural}/${ids.get(name)}/papers/${paper}`;
const textOf = async (desk: Desk, url: string) => {
  const answer = await desk.get(url);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return (await pdfPages(answer.rawPayload)).join('');
};

describe('a paper is refused', () => {
  it.each([
    ['listed-supervisions', 'mine-listing', 'listing-notice'],
    ['official-notices', 'mine-notice', 'notice'],
    ['enterprises', 'mine', 'archive-summary'],
  ])('of %s to whoever may not see the record, as if there were none', async (plural, name, paper) => {
    for (const url of [
      `/v1/${plural}/${ids.get(name)}/papers`,
      paperOf(name, plural, paper),
      `${paperOf(name, plural, paper)}?format=docx`,
    ]) {
      const answer = await stranger.get(url);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.json<ProblemBody>().code).toBe('not-found');
    }
  });

  it('without a session', async () => {
    const answer = await office.app.inject({ method: 'GET', url: paperOf('mine', 'enterprises', 'archive-summary') });
    expect(answer.statusCode).toBe(401);
  });

  it.each([
    ['that does not exist', 'nothing', 404],
    ['that is not offered as the record stands', 'delisting-notice', 404],
    ['in a format that there is not', 'listing-notice?format=exe', 422],
  ])('%s', async (_, paper, status) => {
    const answer = await supervisor.get(paperOf('mine-listing', 'listed-supervisions', paper));
    expect(answer.statusCode, answer.body).toBe(status);
  });

  it('of an id that is none', async () => {
    expect((await supervisor.get('/v1/enterprises/7/papers')).statusCode).toBe(404);
  });
});

describe('a paper is given', () => {
  it('by name, with what stands across it', async () => {
    const answer = await supervisor.get(`/v1/listed-supervisions/${ids.get('mine-listing')}/papers`);
    expect(answer.json()).toEqual({
      items: [{ name: 'listing-notice', label: { zh: '挂牌督办通知书', en: 'Notice of the listing' }, mark: null, kept: null }],
    });
  });

  it('with the number that it took when it was issued', async () => {
    const row = await supervisor.get(`/v1/official-notices/${ids.get('mine-notice')}`);
    const { number } = row.json<{ row: { number: string } }>().row;
    expect(number).toMatch(/^安办通〔2026〕\d+号$/);
    expect(await textOf(supervisor, paperOf('mine-notice', 'official-notices', 'notice'))).toContain(number);
  });

  it('as a draft without one before it is issued', async () => {
    const input = { title: '关于开展检查的通知', kind: 'notice', body: '请于月底前完成安全检查。', due_on: '2026-03-20' };
    const drafter = await office.seat(people.countyCommission);
    const made = await drafter.post('/v1/official-notices', { input }, { 'idempotency-key': 'papers-draft' });
    expect(made.statusCode, made.body).toBe(201);
    const text = await textOf(drafter, `/v1/official-notices/${made.json<{ id: string }>().id}/papers/notice`);
    expect(text).toContain('草稿');
    expect(text).not.toMatch(/安办通〔/);
  });

  it('as Word, and as a drawing that a page can show', async () => {
    const url = paperOf('mine-listing', 'listed-supervisions', 'listing-notice');
    const word = await supervisor.get(`${url}?format=docx`);
    expect(wordText(word.rawPayload)).toContain('挂牌理由');
    expect(word.headers['content-disposition']).toMatch(/^attachment; .*\.docx$/);
    const drawing = await supervisor.get(`${url}?format=svg&inline=true`);
    expect(drawing.headers['content-type']).toContain('image/svg+xml');
    expect(drawing.headers['content-disposition']).toMatch(/^inline; /);
    expect(drawing.body).not.toMatch(/<script|href="http|onload/i);
  });

  it('as it was issued, whatever was done about the record since', async () => {
    const url = paperOf('mine-listing', 'listed-supervisions', 'listing-notice');
    const before = await supervisor.get(url);
    const { rows } = await office.database.owner.query<{ id: string }>('select id from supervision_extension where supervision = $1', [
      ids.get('mine-listing'),
    ]);
    const request = { actor: people.countyCommission, type: 'supervision-extension', id: rows[0]?.id ?? '', action: 'grant', input: {} };
    await office.platform.executor.act(request);
    const limit = await supervisor.get(`/v1/listed-supervisions/${ids.get('mine-listing')}`);
    expect(limit.json<{ row: { limit_on: string } }>().row.limit_on).toBe('2026-08-31');
    expect((await supervisor.get(url)).rawPayload.equals(before.rawPayload)).toBe(true);
    expect(await textOf(supervisor, url)).toContain('2026年6月30日');
  });

  it('twice as the same bytes', async () => {
    const url = paperOf('mine-listing', 'listed-supervisions', 'listing-notice');
    const [one, two] = [await supervisor.get(url), await supervisor.get(url)];
    expect(one.rawPayload.equals(two.rawPayload)).toBe(true);
    expect(one.headers['x-paper-hash']).toBe(two.headers['x-paper-hash']);
  });

  it('with personal values masked, also to the enterprise itself', async () => {
    const manager = await office.seat(personIn('safetyManager', ids));
    // What the enterprise was entered with.
    const phone = '19900005678';
    for (const desk of [supervisor, manager]) {
      const text = await textOf(desk, paperOf('mine', 'enterprises', 'archive-summary'));
      expect(text).not.toContain(phone);
      expect(text).toContain(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    }
  });

  it('with the further records that its reader may see, and only those', async () => {
    const url = paperOf('mine', 'enterprises', 'archive-summary');
    expect(await textOf(supervisor, url)).toContain('重大隐患');
    // Another line of industry does not see this enterprise at all.
    const other = await office.seat({ ...people.lineSupervisor, line: 'fireworks' });
    expect((await other.get(url)).statusCode).toBe(404);
  });
});
