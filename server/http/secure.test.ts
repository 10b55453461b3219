import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password } from '#kernel/identity/testing.ts';
import { type HttpWorld, httpWorld } from './testing.ts';

let http: HttpWorld;
beforeAll(async () => {
  http = await httpWorld({ secure: true });
  await http.world.person('officer');
});
afterAll(() => http.close());

describe('behind https', () => {
  it('the cookie is Secure and bound to the host, and no other cookie is taken for it', async () => {
    const answer = await http.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'officer', password } });
    const set = String(answer.headers['set-cookie']);
    expect(set).toMatch(/^__Host-anwang_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const token = /=([\w-]+)/.exec(set)?.[1] ?? '';
    const asked = (cookie: string) => http.app.inject({ method: 'GET', url: '/v1/session', headers: { cookie } });
    expect((await asked(`anwang_session=${token}`)).statusCode).toBe(401);
    expect((await asked(`__Host-anwang_session=${token}`)).statusCode).toBe(200);
  });

  it('browsers are told to stay on it', async () => {
    const answer = await http.app.inject('/v1/health');
    expect(answer.headers['strict-transport-security']).toContain('includeSubDomains');
  });

  it('no other site is told that it may read an answer', async () => {
    const answer = await http.app.inject({ method: 'GET', url: '/v1/health', headers: { origin: 'https://evil.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
