import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfPages, wordText } from '#kernel/documents/testing.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { contentStore } from '#kernel/files/store.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { openPlatform, type Platform } from '#server/platform.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { people, places } from '#server/testing/people.ts';
import { take } from '#server/testing/story.ts';
import { effectParts, withPapers } from '#server/workers.ts';

interface Offered {
  readonly name: string;
  readonly mark: { readonly zh: string } | null;
  readonly kept: { readonly at: string; readonly sha256: string } | null;
}

let office: Office;
let platform: Platform;
let desk: Desk;
const ids = new Map<string, string>();

beforeAll(async () => {
  office = await openOffice();
  const { database, clock, random } = office;
  platform = await openPlatform({ database: database.server, clock, random, keepsPapers: true });
  for (const step of twoEnterprises) await take(office, 'enterprise', step, ids);
  desk = await office.seat(people.countyCommission);
});
afterAll(() => office.close());

const act = (actor: Actor, action: string, id: string | null, input: object = {}) =>
  platform.executor.act({ actor, type: 'official-notice', id, action, input: { ...input } });

async function carryOut(): Promise<void> {
  const following = withPapers(platform, contentStore(office.folder));
  while ((await runEffects(office.database.server, office.clock, following, effectParts(platform))) > 0);
}

async function submitted(): Promise<string> {
  const input = { title: '关于安全检查的通知', kind: 'notice', body: '请于月底前完成安全检查。', to_enterprise: ids.get('mine') };
  const { id } = await act(people.countyCommission, 'draft', null, input);
  await act(people.countyCommission, 'submit', id);
  return id;
}

async function issued(): Promise<string> {
  const id = await submitted();
  await act(people.countyCommissionSecond, 'issue', id);
  return id;
}

const urlOf = (id: string) => `/v1/official-notices/${id}/papers`;
const offered = async (id: string) => (await desk.get(urlOf(id))).json<{ items: readonly Offered[] }>().items[0];
const bytesOf = async (id: string, format = 'pdf') => {
  const answer = await desk.get(`${urlOf(id)}/notice?format=${format}`);
  expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
  return answer.rawPayload;
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const filesOf = async (id: string) =>
  (
    await office.database.owner.query<{ id: string; media_type: string; hash: Buffer; field: string }>(
      'select id, media_type, hash, field from file where record_id = $1 order by media_type',
      [id],
    )
  ).rows;

describe('a paper is not kept', () => {
  it('before it is issued', async () => {
    const id = await submitted();
    await carryOut();
    expect(await filesOf(id)).toEqual([]);
    expect(await offered(id)).toMatchObject({ mark: { zh: '草稿' }, kept: null });
  });

  it('for those who may not see its record: neither the paper nor its file', async () => {
    const id = await issued();
    await carryOut();
    const stranger = await office.seat({ ...people.countySupervisor, region: places.otherCity, org: '220200-emergency' });
    const [file] = await filesOf(id);
    expect((await stranger.get(`${urlOf(id)}/notice`)).statusCode).toBe(404);
    expect((await stranger.get(`/v1/files/${file?.id}`)).statusCode).toBe(404);
    expect((await desk.get(`/v1/files/${file?.id}/info`)).statusCode).toBe(200);
  });

  it('as holding once it is recalled: what is served then says so', async () => {
    const id = await issued();
    await carryOut();
    await act(people.countyCommission, 'recall', id, { void_reason: '内容有误' });
    expect(await offered(id)).toMatchObject({ mark: { zh: '已撤回' }, kept: null });
    expect((await pdfPages(await bytesOf(id))).join('')).toContain('已撤回');
    expect(await filesOf(id)).toHaveLength(3);
  });
});

describe('a paper that is issued', () => {
  it('is kept as PDF, Word and value, served byte for byte, and stands in the ledger with its hashes', async () => {
    const id = await issued();
    expect((await offered(id))?.kept).toBeNull();
    await carryOut();
    const files = await filesOf(id);
    expect(files.map((each) => each.field)).toEqual(['paper:notice', 'paper:notice', 'paper:notice']);
    const hashes = Object.fromEntries(files.map((each) => [each.media_type, each.hash.toString('hex')]));
    const pdf = await bytesOf(id);
    expect(sha256(pdf)).toBe(hashes['application/pdf']);
    expect((await offered(id))?.kept?.sha256).toBe(sha256(pdf));
    const word = await bytesOf(id, 'docx');
    expect(Object.values(hashes)).toContain(sha256(word));
    expect(wordText(word)).toContain('关于安全检查的通知');
    expect((await bytesOf(id, 'svg')).toString()).toMatch(/^<svg/);
    const { rows } = await office.database.owner.query<{ body: string }>(
      `select body from ledger_entry where record_type = 'paper' and body::jsonb -> 'set' ->> 'record_id' = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.body ?? '').set).toMatchObject({
      record_type: 'official-notice',
      template: 'official-notice.notice/1',
      sha256: { pdf: sha256(pdf), docx: sha256(word) },
    });
  });

  it('is the same before and after it was kept, and after the record went on', async () => {
    const id = await issued();
    const before = await bytesOf(id);
    await carryOut();
    const kept = await bytesOf(id);
    expect(kept.equals(before)).toBe(true);
    const [delivery] = (await office.database.owner.query<{ id: string }>('select id from official_delivery where notice = $1', [id])).rows;
    const manager = { ...people.safetyManager, subject: ids.get('mine') ?? '', org: ids.get('mine') ?? '' };
    await platform.executor.act({ actor: manager, type: 'official-delivery', id: delivery?.id ?? '', action: 'sign', input: {} });
    await act(people.countyCommission, 'close', id, { closing_note: '已办结' });
    await carryOut();
    expect((await bytesOf(id)).equals(before)).toBe(true);
  });

  it('is kept once, however often the effect is carried out', async () => {
    const id = await issued();
    await carryOut();
    const { rows } = await office.database.owner.query<{ at: Date; version: number }>(
      `select at, version from ledger_entry where record_id = $1 and verb = 'official-notice.issue'`,
      [id],
    );
    const [entry] = rows;
    const again = withPapers(platform, contentStore(office.folder)).get('official-notice.issue');
    if (entry === undefined || again === undefined) throw new Error('it was issued, and something follows');
    const committed = {
      verb: 'official-notice.issue',
      record_type: 'official-notice',
      record_id: id,
      version: entry.version,
      at: entry.at,
    };
    await again(committed, effectParts(platform));
    expect(await filesOf(id)).toHaveLength(3);
  });
});
