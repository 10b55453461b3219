import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password } from '#kernel/identity/testing.ts';
import { cookieToken } from './security.ts';
import { type Client, client, type HttpWorld, httpWorld } from './testing.ts';

let http: HttpWorld;
let officer: Client;
let administrator: Client;
const problem = (answer: { statusCode: number; json: <T>() => T }) => {
  const body = answer.json<{ code: string; details: { code: string; field?: string }[] }>();
  return [
    answer.statusCode,
    body.code,
    ...body.details.map((each) => (each.field === undefined ? each.code : `${each.code}:${each.field}`)),
  ];
};

beforeAll(async () => {
  const webRoot = await mkdtemp(join(tmpdir(), 'anwang-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>安网</title>');
  await writeFile(join(webRoot, 'assets', 'main-abc123.js'), 'export {};');
  http = await httpWorld(
    { webRoot },
    {
      extend: (app) => {
        app.post(
          '/v1/echo',
          { schema: { body: Type.Object({ n: Type.Integer(), text: Type.Optional(Type.String()) }, { additionalProperties: false }) } },
          async (request) => request.body,
        );
        app.get('/v1/broken', async () => {
          throw new Error('secret words of the inside');
        });
        app.get('/v1/cast', { schema: { querystring: Type.Object({ id: Type.String() }) } }, async (request) =>
          http.world.test.owner.query('select $1::uuid', [request.query.id]),
        );
      },
    },
  );
  await http.world.person('officer', { roles: ['supervisor'], region: '220000.220100', organisation: 'changchun-emergency' });
  await http.world.person('admin', { roles: ['administrator'], region: '220000.220100', organisation: 'changchun-emergency' });
  await http.world.person('newcomer', {}, true);
  officer = await http.logIn('officer');
  administrator = await http.logIn('admin');
});
afterAll(() => http.close());

describe('a request is refused', () => {
  it('without a session, with an unknown one, with an ended one', async () => {
    expect(problem(await http.app.inject('/v1/session'))).toEqual([401, 'signed-out']);
    expect(problem(await client(http.app, 'x'.repeat(43), '').get('/v1/session'))).toEqual([401, 'signed-out']);
    const gone = await http.logIn('officer');
    expect((await gone.send('DELETE', '/v1/session')).statusCode).toBe(204);
    expect(problem(await gone.get('/v1/session'))).toEqual([401, 'signed-out']);
  });

  it('with a wrong password, in the same words as for an unknown login, and the trace in header and body', async () => {
    const answer = await http.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'officer', password: 'wrong' } });
    expect(problem(answer)).toEqual([401, 'bad-credentials']);
    expect(answer.json<{ trace: string }>().trace).toBe(answer.headers['x-trace-id']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('without its anti-forgery token, or with another session’s', async () => {
    expect(problem(await officer.send('POST', '/v1/echo', { n: 1 }, { 'x-anwang-csrf': '' }))).toEqual([403, 'forbidden', 'csrf']);
    expect(problem(await officer.send('POST', '/v1/echo', { n: 1 }, { 'x-anwang-csrf': administrator.csrf }))).toEqual([
      403,
      'forbidden',
      'csrf',
    ]);
    expect((await officer.send('POST', '/v1/echo', { n: 1 })).json()).toEqual({ n: 1 });
  });

  it('from another site, log-in included', async () => {
    expect(problem(await officer.send('POST', '/v1/echo', { n: 1 }, { 'sec-fetch-site': 'cross-site' }))).toEqual([
      403,
      'forbidden',
      'cross-site',
    ]);
    expect(problem(await officer.send('POST', '/v1/echo', { n: 1 }, { origin: 'https://evil.example' }))).toEqual([
      403,
      'forbidden',
      'cross-site',
    ]);
    const login = await http.app.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { 'sec-fetch-site': 'same-site' },
      payload: { login: 'officer', password },
    });
    expect(problem(login)).toEqual([403, 'forbidden', 'cross-site']);
  });

  it.each<[string, object, (string | number)[]]>([
    ['a missing field', {}, [422, 'invalid', 'required:n']],
    ['a wrong type, not converted', { n: '5' }, [422, 'invalid', 'type:n']],
    ['a field that nobody asked for', { n: 1, role: 'administrator' }, [422, 'invalid', 'additionalProperties:role']],
    ['two faults at once', { n: 1.5, text: 7 }, [422, 'invalid', 'type:n', 'type:text']],
  ])('with %s', async (_, body, expected) => {
    expect(problem(await officer.send('POST', '/v1/echo', body))).toEqual(expected);
  });

  it.each<[string, string, string, (string | number)[]]>([
    ['broken JSON', '{"n":', 'application/json', [400, 'bad-request', 'json']],
    ['a polluted prototype', '{"n":1,"__proto__":{"admin":true}}', 'application/json', [400, 'bad-request', 'json']],
    ['a NUL', '{"n":1,"text":"a\\u0000b"}', 'application/json', [400, 'bad-request', 'text']],
    ['half a surrogate pair', '{"n":1,"text":"\\ud83d"}', 'application/json', [400, 'bad-request', 'text']],
    ['a form, as another site could send it', 'n=1', 'application/x-www-form-urlencoded', [400, 'bad-request', 'media-type']],
    ['plain text', '{"n":1}', 'text/plain', [400, 'bad-request', 'media-type']],
    ['more than a megabyte', JSON.stringify({ n: 1, text: 'x'.repeat(2 ** 20) }), 'application/json', [413, 'too-large']],
  ])('with %s', async (_, payload, type, expected) => {
    const answer = await http.app.inject({
      method: 'POST',
      url: '/v1/echo',
      headers: { cookie: `anwang_session=${officer.token}`, 'x-anwang-csrf': officer.csrf, 'content-type': type },
      payload,
    });
    expect(problem(answer)).toEqual(expected);
  });

  it('and an error inside tells nothing of the inside', async () => {
    const answer = await officer.get('/v1/broken');
    expect(problem(answer)).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('secret');
    expect(problem(await officer.get('/v1/cast?id=%27;drop table post;--'))).toEqual([400, 'bad-request']);
    expect(problem(await officer.get('/v1/nothing-here'))).toEqual([404, 'not-found']);
    expect(problem(await officer.get('/v1/people/not-a-uuid'))).toEqual([422, 'invalid', 'format:id']);
  });

  it('until the first password is changed', async () => {
    const newcomer = await http.logIn('newcomer');
    expect(problem(await newcomer.get('/v1/people'))).toEqual([403, 'password-change-required']);
    expect((await newcomer.get('/v1/session')).json()).toMatchObject({ mustChange: true });
    const changed = await newcomer.send('POST', '/v1/password', { old: password, new: 'a phrase of my own' });
    expect(changed.statusCode).toBe(200);
    expect(problem(await newcomer.get('/v1/session'))).toEqual([401, 'signed-out']);
    const next = await http.logIn('newcomer', 'a phrase of my own');
    expect((await next.get('/v1/people')).statusCode).toBe(200);
  });
});

describe('rates', () => {
  it('refuse with the time to wait: log-ins of an address, requests of a session', async () => {
    const slow = await httpWorld({
      rates: { session: { perSecond: 1, burst: 3 }, address: { perSecond: 1, burst: 100 }, login: { perSecond: 1, burst: 2 } },
    });
    try {
      await slow.world.person('slow');
      const reader = await slow.logIn('slow');
      const answers = [];
      for (let n = 0; n < 4; n += 1) answers.push(await reader.get('/v1/session'));
      expect(answers.map((each) => each.statusCode)).toEqual([200, 200, 200, 429]);
      expect(answers.at(-1)?.headers['retry-after']).toBe('1');
      await slow.logIn('slow');
      await expect(slow.logIn('slow')).rejects.toThrow('too-many-requests');
    } finally {
      await slow.close();
    }
  });
});

describe('a session', () => {
  it('comes as an HttpOnly cookie and tells person, posts and the anti-forgery token', async () => {
    const answer = await http.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'officer', password } });
    expect(answer.headers['set-cookie']).toMatch(/^anwang_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const view = answer.json<{ person: { name: string }; posts: unknown[]; token?: string }>();
    expect(view).toMatchObject({ person: { name: 'officer 王' }, mustChange: false, post: { roles: ['supervisor'] } });
    expect(view.token).toBeUndefined();
  });

  it('of a program is a bearer token, which needs no anti-forgery token', async () => {
    const answer = await http.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'officer', password, bearer: true } });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const headers = { authorization: `Bearer ${answer.json<{ token: string }>().token}` };
    expect((await http.app.inject({ method: 'POST', url: '/v1/echo', headers, payload: { n: 2 } })).json()).toEqual({ n: 2 });
  });

  it('that another server ended in the database is refused within a second, though it was held in memory', async () => {
    const own = await http.logIn('officer');
    const { items } = (await own.get('/v1/sessions')).json<{ items: { id: string; current: boolean }[] }>();
    expect((await own.get('/v1/session')).statusCode).toBe(200);
    await http.world.test.owner.query('update session set ended_at = now() where id = $1', [items.find((each) => each.current)?.id]);
    await wait(1_000);
    expect(problem(await own.get('/v1/session'))).toEqual([401, 'signed-out']);
  });

  it('is listed to its person and ended by no other', async () => {
    const own = await http.logIn('officer');
    const { items } = (await own.get('/v1/sessions')).json<{ items: { id: string; current: boolean }[] }>();
    const current = items.find((each) => each.current)?.id;
    expect(problem(await administrator.send('DELETE', `/v1/sessions/${current}`))).toEqual([404, 'not-found']);
    expect((await own.send('DELETE', `/v1/sessions/${current}`)).statusCode).toBe(204);
    expect(problem(await own.get('/v1/session'))).toEqual([401, 'signed-out']);
  });

  it('switches between posts that the person holds', async () => {
    const made = await http.world.person('double');
    const post = {
      roles: ['inspector'],
      reader: 'officer',
      region: '220000.220100.220182',
      organisation: 'nanguan-emergency',
      title: { zh: '网格员', en: 'Inspector' },
    };
    const second = (await administrator.send('POST', '/v1/posts', { ...post, person: made.id })).json<{ id: string }>();
    const double = await http.logIn('double');
    expect(problem(await double.send('POST', '/v1/session/post', { post: crypto.randomUUID() }))).toEqual([
      403,
      'forbidden',
      'post-not-held:post',
    ]);
    const view = await double.send('POST', '/v1/session/post', { post: second.id });
    expect(view.json()).toMatchObject({ post: { id: second.id, region: '220000.220100.220182' } });
    expect((await administrator.send('POST', `/v1/posts/${second.id}/end`, { version: 1 })).json()).toEqual({ id: second.id, version: 2 });
    expect(problem(await double.get('/v1/session'))).toEqual([401, 'signed-out']);
  });

  it('is found among other cookies, and nothing else is taken for it', () => {
    expect(cookieToken('a=1; anwang_session=abc; b=2', false)).toBe('abc');
    expect(cookieToken('xanwang_session=abc', false)).toBeNull();
    expect(cookieToken(' anwang_session=', false)).toBe('');
    expect(cookieToken(undefined, false)).toBeNull();
  });
});

describe('people and places', () => {
  const post = {
    roles: ['inspector'],
    reader: 'officer',
    region: '220000.220100.220102',
    organisation: 'nanguan-emergency',
    title: { zh: '网格员', en: 'Inspector' },
  };

  it('are created and appointed by whoever may, and not twice', async () => {
    const body = { name: '孙丽', phone: '13912345678', login: 'sun.li', post };
    expect(problem(await officer.send('POST', '/v1/people', body))).toEqual([403, 'forbidden', 'role-not-yours:roles']);
    expect(problem(await administrator.send('POST', '/v1/people', { ...body, phone: '12' }))).toEqual([422, 'invalid', 'pattern:phone']);
    expect(problem(await administrator.send('POST', '/v1/people', { ...body, post: { ...post, roles: ['emperor'] } }))).toEqual([
      422,
      'invalid',
      'enum:post.roles.0',
    ]);
    const created = await administrator.send('POST', '/v1/people', body);
    expect(created.statusCode).toBe(201);
    expect(problem(await administrator.send('POST', '/v1/people', body))).toEqual([409, 'duplicate', 'login-taken:login']);
    const { id } = created.json<{ id: string }>();
    expect(problem(await administrator.send('POST', '/v1/posts', { ...post, person: id }))).toEqual([409, 'duplicate', 'post-held']);
    expect((await officer.get(`/v1/people/${id}`)).json()).toMatchObject({
      name: '孙丽',
      phone: '139****5678',
      posts: [{ roles: ['inspector'] }],
    });
  });

  it('are listed page by page, only inside one’s area', async () => {
    await http.world.person('faraway', { region: '220000.220200.220202' });
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { items: { name: string }[]; next: string | null } = (
        await officer.get(`/v1/people?limit=2${next === '' ? '' : `&cursor=${next}`}`)
      ).json();
      seen.push(...page.items.map((each) => each.name));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain('newcomer 王');
    expect(seen).not.toContain('faraway 王');
    const posts = (await officer.get('/v1/posts?role=administrator')).json<{ items: { name: string }[] }>();
    expect(posts.items.map((each) => each.name)).toEqual(['admin 王']);
    expect((await officer.get('/v1/posts?region=220200')).json()).toEqual({ items: [], next: null });
  });

  it('of the platform are read as a tree, with who stands in an organisation’s place', async () => {
    expect((await officer.get('/v1/regions')).json()).toMatchObject({ items: [{ code: '220000', has_children: true }] });
    expect((await officer.get('/v1/regions?parent=220000')).json<{ items: unknown[] }>().items).toHaveLength(2);
    expect((await officer.get('/v1/regions/220102')).json()).toMatchObject({
      row: { level: 3 },
      ancestors: [{ code: '220000' }, { code: '220100' }],
    });
    expect(problem(await officer.get('/v1/regions/999999'))).toEqual([404, 'not-found']);
    expect((await officer.get('/v1/organisations?region=220100')).json<{ items: unknown[] }>().items).toHaveLength(2);
    expect((await officer.get('/v1/organisations?day=2015-01-01')).json()).toEqual({ items: [], next: null });
    expect((await officer.get('/v1/organisations/jilin-emergency')).json()).toMatchObject({ standing: { value: ['jilin-emergency'] } });
  });

  it('sign up once, and then see nothing', async () => {
    const body = { name: '周', phone: '13811112222', login: 'zhou.qiye', password: 'a phrase of my own' };
    const sign = () => http.app.inject({ method: 'POST', url: '/v1/sign-up', payload: body });
    const answers = await Promise.all([sign(), sign()]);
    expect(answers.map((each) => each.statusCode).sort()).toEqual([201, 409]);
    const applicant = await http.logIn('zhou.qiye', body.password);
    expect((await applicant.get('/v1/people')).json()).toEqual({ items: [], next: null });
    expect(problem(await applicant.send('POST', '/v1/posts', { ...post, person: crypto.randomUUID() }))).toEqual([404, 'not-found']);
  });

  it('have their log-ins read by the auditor only', async () => {
    expect(problem(await officer.get('/v1/sign-ins'))).toEqual([403, 'forbidden']);
    await http.world.person('auditor', { roles: ['auditor'], region: '220000.220100', organisation: 'changchun-emergency' });
    const auditor = await http.logIn('auditor');
    const { items } = (await auditor.get('/v1/sign-ins?limit=100')).json<{ items: { kind: string; name: string | null }[] }>();
    expect(items[0]).toMatchObject({ kind: 'started', name: 'auditor 王' });
    expect(items.some((each) => each.kind === 'failed')).toBe(true);
    expect(items.some((each) => each.name === 'faraway 王')).toBe(false);
  });
});

describe('what is served', () => {
  it('to a browser is the console under a strict policy, its assets for good, its pages by any address', async () => {
    const page = await http.app.inject({ url: '/hidden-dangers/7', headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('安网');
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';.*worker-src 'self' blob:;.*frame-ancestors 'none'/);
    expect(page.headers['cache-control']).toBe('no-cache');
    const asset = await http.app.inject('/assets/main-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await http.app.inject('/assets/missing.js')).statusCode).toBe(404);
    expect((await http.app.inject('/../package.json')).statusCode).toBe(404);
  });

  it('by the API is never kept, sniffed or framed, and health and the description are open', async () => {
    const health = await http.app.inject({ url: '/v1/health', headers: { 'x-trace-id': 'click-0001' } });
    expect(health.json()).toEqual({ status: 'ok', version: '0' });
    expect(health.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-trace-id': 'click-0001' });
    const document = (await http.app.inject('/v1/openapi.json')).json<{ openapi: string; paths: Record<string, unknown> }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/session', '/v1/people', '/v1/echo', '/v1/files/{id}']));
  });
});
