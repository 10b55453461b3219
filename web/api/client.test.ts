import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api, keepCsrf, newKey, onSignedOut, withQuery } from './client.ts';

interface Sent {
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

let sent: Sent[] = [];

/** A stand-in for the network, not for a part of ours: answers in the order given. */
function network(...answers: readonly (Response | Error)[]): void {
  const left = [...answers];
  vi.stubGlobal('fetch', async (path: string, init: { method: string; headers: Headers; body?: string }) => {
    sent.push({ path, method: init.method, headers: init.headers, body: init.body === undefined ? undefined : JSON.parse(init.body) });
    const answer = left.shift();
    if (answer === undefined) throw new Error('asked too often');
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

const signedOut = { code: 'signed-out', status: 401, text: { zh: '登录已失效', en: 'Signed out' }, details: [] };

async function problemOfCall(call: Promise<unknown>): Promise<ApiError['problem']> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw new Error('not refused');
  return error.problem;
}

beforeEach(() => {
  sent = [];
  keepCsrf('token-1');
});

afterEach(() => {
  vi.unstubAllGlobals();
  onSignedOut(null);
});

describe('a request', () => {
  it('that finds no server is a problem in both languages', async () => {
    network(new TypeError('failed to fetch'));
    const problem = await problemOfCall(api.get('/v1/workbench'));
    expect(problem).toMatchObject({ code: 'unavailable', status: 0 });
    expect(problem.text.zh).toContain('连接不上服务器');
  });

  it('that a proxy answers with a page is a problem too', async () => {
    network(new Response('<html>502</html>', { status: 502 }));
    expect(await problemOfCall(api.get('/v1/workbench'))).toMatchObject({ code: 'unavailable', status: 502 });
    network(new Response('<html>hello</html>', { status: 200 }));
    expect(await problemOfCall(api.get('/v1/workbench'))).toMatchObject({ code: 'unavailable' });
  });

  it('keeps the refusal of the server as it is', async () => {
    const stale = {
      code: 'stale',
      status: 409,
      text: { zh: '已被更新', en: 'Stale' },
      details: [{ code: 'x', text: { zh: '', en: '' } }],
      trace: 't',
    };
    network(json(409, stale));
    expect(await problemOfCall(api.post('/v1/hidden-dangers/1/verify', {}, newKey()))).toEqual(stale);
  });

  it('is not sent again when nobody logs in', async () => {
    onSignedOut(async () => false);
    network(json(401, signedOut));
    expect((await problemOfCall(api.post('/v1/hidden-dangers', { input: {} }, 'key-12345'))).code).toBe('signed-out');
    expect(sent).toHaveLength(1);
  });

  it('is sent once more after the same person has logged in: same key, new token', async () => {
    onSignedOut(async () => {
      keepCsrf('token-2');
      return true;
    });
    network(json(401, signedOut), json(201, { id: 'a', version: 1, state: 'reported' }));
    expect(await api.post('/v1/hidden-dangers', { input: { title: '漏油' } }, 'key-12345')).toEqual({
      id: 'a',
      version: 1,
      state: 'reported',
    });
    expect(sent.map((each) => each.headers.get('idempotency-key'))).toEqual(['key-12345', 'key-12345']);
    expect(sent.map((each) => each.headers.get('x-anwang-csrf'))).toEqual(['token-1', 'token-2']);
    expect(sent[1]?.body).toEqual({ input: { title: '漏油' } });
  });

  it('to log in never asks to log in', async () => {
    const ask = vi.fn(async () => true);
    onSignedOut(ask);
    network(json(401, { ...signedOut, code: 'bad-credentials' }));
    expect((await problemOfCall(api.post('/v1/session', { login: 'a', password: 'b' }))).code).toBe('bad-credentials');
    expect(ask).not.toHaveBeenCalled();
  });

  it('to read carries no token and no key', async () => {
    network(json(200, {}));
    await api.get('/v1/hidden-dangers', { state: ['a', 'b'], region: '', cursor: null, q: '甲 & 乙' });
    expect(sent[0]?.path).toBe(`/v1/hidden-dangers?state=a%2Cb&q=${encodeURIComponent('甲 & 乙').replaceAll('%20', '+')}`);
    expect(sent[0]?.headers.has('x-anwang-csrf')).toBe(false);
    expect(sent[0]?.headers.has('idempotency-key')).toBe(false);
  });
});

describe('an idempotency key', () => {
  it('is a version 4 UUID, each time another', () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('an address', () => {
  it('leaves out what is not asked', () => {
    expect(withQuery('/x', { a: '', b: null, c: undefined, d: [] })).toBe('/x');
    expect(withQuery('/x', { a: 0, b: false })).toBe('/x?a=0&b=false');
  });
});
