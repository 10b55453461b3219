import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { type Office, openOffice } from '#server/testing/desk.ts';
import { people } from '#server/testing/people.ts';
import { populate } from '#server/testing/population.ts';
import { sealAll } from '#server/testing/seal.ts';
import { read } from './crawl.fixture.ts';
import { searchStatement } from './pages/enterprises.ts';

let office: Office;
let ids: ReadonlyMap<string, string>;
const get = (path: string, headers?: Record<string, string>) => read(office.app, path, headers);
/** A change is seen by every server within a second. */
const aSecond = () => wait(1_000);

beforeAll(async () => {
  office = await openOffice();
  ids = await populate(office);
});
afterAll(() => office.close());

const listing = (name: string) => `/public/listed-dangers/${ids.get(`${name}-listing`) ?? ''}`;
const firm = (name: string) => `/public/enterprises/${ids.get(name) ?? ''}`;
const commission = people.countyCommission;

async function onListing(action: string, input: Record<string, unknown> = {}): Promise<void> {
  const request = { type: 'listed-supervision', id: ids.get('mine-listing') ?? '', action, input };
  await office.platform.executor.act({ ...request, actor: commission });
}

describe('what is asked for wrongly', () => {
  it('is answered in words, in the language of the address', async () => {
    for (const [path, words] of [
      ['/public/nowhere', '没有这一页'],
      ['/public/en/nowhere', 'There is no such page'],
      ['/public/papers/1', '没有这一页'],
      ['/public/keys/none.pem', '没有这一页'],
    ] as const) {
      const page = await get(path);
      expect([page.status, page.headers['content-type']], path).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.body).toContain(words);
    }
  });

  it('is left out where a parameter means nothing', async () => {
    const plain = await get('/public/listed-dangers');
    const odd = await get('/public/listed-dangers?region=1&state=x&after=y&utm=z');
    expect(odd.body).toBe(plain.body);
  });

  it('never puts what was typed into the page as markup', async () => {
    const page = await get(`/public/enterprises?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(page.body).toContain('&quot;&gt;&lt;script&gt;');
    expect(page.body).not.toContain('<script');
  });
});

describe('finding an enterprise', () => {
  it('wants two characters, or a county', async () => {
    const page = await get('/public/enterprises?q=a');
    expect(page.body).toContain('aria-invalid="true"');
    expect(page.body).toContain('请至少输入两个字');
  });

  it('by the whole code, by the beginning, and within a county by any part of the name', async () => {
    const { rows } = await office.database.owner.query<{ credit_code: string }>('select credit_code from enterprise where id = $1', [
      ids.get('mine'),
    ]);
    const code = rows[0]?.credit_code ?? '';
    for (const query of [`q=${code}`, `q=${code.toLowerCase()}`, `q=${encodeURIComponent('企业 mi')}`, `q=mine&region=220102`]) {
      const page = await get(`/public/enterprises?${query}`);
      expect(page.body, query).toContain(firm('mine'));
      expect(page.body, query).not.toContain(firm('builder'));
    }
    expect((await get('/public/enterprises?region=220102')).body).toContain(firm('builder'));
    const none = await get(`/public/enterprises?q=${encodeURIComponent('没有的企业')}`);
    expect(none.body).toContain('未查到不代表安全');
    expect((await get('/public/enterprises?q=mine')).body).not.toContain(firm('mine'));
  });

  it('walks an index each time, beside the policy of the public', async () => {
    const conditions = {
      '91220102MA00000001': 'credit_code = ',
      企业: '\\(name\\)::text >= |name >= ',
    };
    for (const [words, condition] of Object.entries(conditions)) {
      const { text, values } = searchStatement(words, undefined) ?? { text: '' };
      const literal = (values ?? []).reduce((sql: string, value, index) => sql.replaceAll(`$${index + 1}`, `'${String(value)}'`), text);
      const [, plan] = await look(office.database.server, publicActor, [
        { text: 'set local enable_seqscan = off' },
        { text: `explain ${literal}` },
      ]);
      const lines = plan?.rows.map((row) => String(row['QUERY PLAN'])).join('\n');
      expect(lines).toMatch(new RegExp(`Index Cond: .*(${condition})`));
    }
  });
});

describe('the shelf', () => {
  it('answers 304 to whoever has the page, compressed to whoever can, and apart by language', async () => {
    const page = await get(firm('mine'));
    const tag = String(page.headers.etag);
    expect(page.headers['cache-control']).toBe('public, no-cache');
    expect((await get(firm('mine'), { 'if-none-match': tag })).status).toBe(304);
    const inEnglish = await get(firm('mine').replace('/public', '/public/en'));
    expect(inEnglish.headers.etag).not.toBe(tag);
    expect(inEnglish.body).toContain('Absence does not mean safety');
    for (const [encoding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const answer = await office.app.inject({ url: firm('mine'), headers: { 'accept-encoding': encoding } });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(open(answer.rawPayload).toString()).toBe(page.body);
    }
  });

  it('loses within a second what is withdrawn, on every page that showed it, and shows it again when it is published again', async () => {
    const shown = [listing('mine'), firm('mine'), '/public/listed-dangers', '/public/listed-dangers.atom', '/sitemap.xml'];
    const id = ids.get('mine-listing') ?? '';
    for (const path of shown) expect((await get(path)).status, path).toBe(200);
    expect((await get(firm('mine'))).body).toContain(id);
    await onListing('unpublish', { withhold_reason: '涉及商业秘密' });
    await aSecond();
    expect((await get(listing('mine'))).status).toBe(404);
    for (const path of shown.slice(1)) expect((await get(path)).body, path).not.toContain(id);
    await onListing('publish');
    await aSecond();
    for (const path of shown.slice(0, 2)) expect((await get(path)).status, path).toBe(200);
  });

  it('keeps what has not changed, and counts no longer than its minute', async () => {
    const before = await get('/public/verify');
    await office.database.owner.query(`update licence set name = name where id = $1`, [ids.get('mine-licence')]);
    await aSecond();
    expect((await get('/public/verify')).headers.etag).toBe(before.headers.etag);
  });
});

describe('the page about proofs', () => {
  it('shows the newest signed heads and the key, and gives the verifier away', async () => {
    await sealAll(office);
    const key = [...office.keys.known.keys()][0] ?? '';
    const page = await get('/public/en/verify');
    const heads = JSON.parse((await get('/v1/ledger/heads')).body) as { items: { head: { root: string } }[] }; // the public list of heads
    // The page may be a minute old: it was not asked for in this language before.
    expect(page.body).toContain(heads.items[0]?.head.root);
    expect(page.body).toContain(key);
    expect((await get(`/public/keys/${key}.pem`)).body).toContain('BEGIN PUBLIC KEY');
    expect((await get('/public/verifier/verify.mjs')).body).toContain('./tree.mjs');
    expect((await get('/public/verifier/package.json')).status).toBe(404);
  });
});

describe('the feed', () => {
  it('is Atom with absolute addresses, of the host that was asked and of no forged one', async () => {
    const feed = await get('/public/en/listed-dangers.atom');
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body).toContain(`<link href="http://portal.test${listing('builder').replace('/public', '/public/en')}"/>`);
    expect(feed.body).not.toContain(ids.get('other-listing'));
    expect((await get('/public/listed-dangers.atom', { host: 'evil"><x' })).body).toContain('http://localhost/public');
  });
});
