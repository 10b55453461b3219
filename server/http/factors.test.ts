import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password } from '#kernel/identity/testing.ts';
import { softPasskey } from '#kernel/identity/testing-passkey.ts';
import { totpAt } from '#kernel/identity/totp.ts';
import { type Client, type HttpWorld, httpWorld } from './testing.ts';

const site = { id: 'anwang.example', origin: 'http://anwang.example:8080' };
const at = { host: 'anwang.example:8080' };

let http: HttpWorld;
beforeAll(async () => {
  http = await httpWorld();
  http.world.needing.roles = ['security-officer'];
  await http.world.person('officer');
  await http.world.person('guard', { roles: ['security-officer'], region: '220000.220100', organisation: 'changchun-emergency' });
  await http.world.person('mate', { roles: ['security-officer'], region: '220000.220100', organisation: 'changchun-emergency' });
});
afterAll(() => http.close());

interface Answer {
  readonly statusCode: number;
  json<T>(): T;
}
const told = (answer: Answer): [number, string, ...string[]] => {
  const body = answer.json<{ code: string; details: { code: string }[] }>();
  return [answer.statusCode, body.code, ...body.details.map((each) => each.code)];
};

async function setUp(client: Client): Promise<{ secret: string; codes: string[] }> {
  const { secret } = (await client.send('POST', '/v1/account/authenticator')).json<{ secret: string }>();
  const confirmed = await client.send('POST', '/v1/account/authenticator/confirm', { code: totpAt(secret, http.world.clock.now()) });
  http.world.clock.advance(30_000);
  return { secret, ...confirmed.json<{ codes: string[] }>() };
}

describe('a post that needs a second factor', () => {
  it('may do nothing but set one up, and then everything', async () => {
    const guard = await http.logIn('guard');
    expect(told(await guard.get('/v1/people'))).toEqual([403, 'second-factor-required']);
    expect((await guard.get('/v1/session')).json<{ mustEnrol: boolean }>().mustEnrol).toBe(true);
    const { codes } = await setUp(guard);
    expect(codes).toHaveLength(10);
    expect((await guard.get('/v1/people')).statusCode).toBe(200);
    expect((await guard.get('/v1/session')).json()).toMatchObject({ mustEnrol: false, secondFactor: true });
    expect(told(await guard.send('DELETE', '/v1/account/authenticator'))).toEqual([409, 'refused', 'factor-last']);
  });
});

describe('a log-in', () => {
  it('asks for the second step, says which ways are open, and takes a code in the same request', async () => {
    const officer = await http.logIn('officer');
    const { secret } = await setUp(officer);
    const body = { login: 'officer', password };
    const post = (more: object) => http.app.inject({ method: 'POST', url: '/v1/session', payload: { ...body, ...more } });
    const refused = await post({});
    expect(told(refused)).toEqual([401, 'second-step-required', 'authenticator', 'recovery-code']);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(told(await post({ code: '000000' }))).toEqual([422, 'invalid', 'code-wrong']);
    expect((await post({ code: totpAt(secret, http.world.clock.now()) })).statusCode).toBe(200);
  });

  it('goes by a passkey alone, made for the host name that the browser shows', async () => {
    await http.world.person('keeper');
    const keeper = await http.logIn('keeper');
    const passkey = softPasskey(site);
    const { challenge } = (await keeper.send('POST', '/v1/account/passkey-options', undefined, at)).json<{ challenge: string }>();
    const made = await keeper.send('POST', '/v1/account/passkeys', { name: '钥匙', response: passkey.create(challenge) }, at);
    expect(made.statusCode, made.body).toBe(201);
    const options = () =>
      http.app
        .inject({ method: 'POST', url: '/v1/session/passkey-options', headers: at })
        .then((each) => each.json<{ challenge: string }>().challenge);
    const enter = (answer: object, headers: object = at) =>
      http.app.inject({ method: 'POST', url: '/v1/session/passkey', headers: { ...headers }, payload: { passkey: answer } });
    expect(told(await enter(passkey.answer(await options()), { host: 'elsewhere.example' }))).toEqual([
      401,
      'bad-credentials',
      'passkey-not-accepted',
    ]);
    expect((await enter({ id: 'x' })).statusCode).toBe(422);
    const entered = await enter(passkey.answer(await options()));
    expect(entered.statusCode, entered.body).toBe(200);
    expect(String(entered.headers['set-cookie'])).toContain('HttpOnly');
  });
});

describe('a sensitive act', () => {
  it('is refused ten minutes after the log-in until the person has confirmed it', async () => {
    await http.world.person('chief', { roles: ['administrator'], region: '220000.220100', organisation: 'changchun-emergency' });
    const chief = await http.logIn('chief');
    http.world.clock.advance(10 * 60_000);
    expect(told(await chief.send('POST', '/v1/posts/0192f3a0-0000-7000-8000-000000000001/end', { version: 1 }))).toEqual([
      403,
      'confirmation-required',
    ]);
    expect(told(await chief.send('POST', '/v1/account/authenticator'))).toEqual([403, 'confirmation-required']);
    expect((await chief.get('/v1/people')).statusCode).toBe(200);
    expect(told(await chief.send('POST', '/v1/session/confirm', { password: 'wrong' }))).toEqual([422, 'invalid', 'password-wrong']);
    expect((await chief.send('POST', '/v1/session/confirm', { password })).statusCode).toBe(204);
    expect(told(await chief.send('POST', '/v1/posts/0192f3a0-0000-7000-8000-000000000001/end', { version: 1 }))).toEqual([
      404,
      'not-found',
    ]);
  });
});

describe('a refusal', () => {
  it('is noted for the auditor, once a minute for each operation', async () => {
    await http.world.person('watcher', { roles: ['auditor'], region: '220000.220100', organisation: 'changchun-emergency' });
    const watcher = await http.logIn('watcher');
    for (let n = 0; n < 3; n += 1)
      expect(told(await watcher.get('/v1/files/0192f3a0-0000-7000-8000-000000000001'))).toEqual([403, 'forbidden', 'hands-apart']);
    const noted = () => http.world.test.owner.query<{ what: string }>("select what from session_event where kind = 'refused' order by id");
    await expect.poll(async () => (await noted()).rows).toEqual([{ what: 'GET /v1/files/:id' }]);
  });
});
