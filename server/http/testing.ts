import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { fileSettings } from '#kernel/files/deps.ts';
import { type IdentityWorld, identityWorld, password } from '#kernel/identity/testing.ts';
import { type AppDeps, buildApp } from './app.ts';
import { type HttpConfig, httpConfig } from './config.ts';
import type { App, Services } from './services.ts';

const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

/** A browser that is logged in: carries its cookie and its anti-forgery token. */
export interface Client {
  readonly csrf: string;
  readonly token: string;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(
    method: 'POST' | 'DELETE' | 'PATCH' | 'PUT' | 'HEAD',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

export interface HttpWorld {
  readonly world: IdentityWorld;
  readonly app: App;
  readonly services: Services;
  readonly folder: string;
  logIn(login: string, word?: string, step?: { readonly code?: string }): Promise<Client>;
  close(): Promise<void>;
}

/** The whole HTTP side on a real database, without rate limits unless `config` sets them. */
export async function httpWorld(config: Partial<HttpConfig> = {}, more: Partial<AppDeps> = {}): Promise<HttpWorld> {
  const world = await identityWorld();
  const folder = await mkdtemp(join(tmpdir(), 'anwang-http-'));
  const { app, services } = await buildApp({
    ...world.deps,
    config: { ...httpConfig, rates: { session: unlimited, address: unlimited, login: unlimited }, ...config },
    files: { folder, settings: { ...fileSettings, fileBytes: 20 * 2 ** 20 } },
    ...more,
  });
  await app.ready();
  return {
    world,
    app,
    services,
    folder,
    logIn: async (login, word = password, step = {}) => {
      const answer = await app.inject({ method: 'POST', url: '/v1/session', payload: { login, password: word, ...step } });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      const token = answer.cookies.find((each) => each.name === 'anwang_session')?.value ?? '';
      return client(app, token, answer.json<{ csrf: string }>().csrf);
    },
    close: async () => {
      await app.close();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function client(app: App, token: string, csrf: string): Client {
  const cookie = `other=1; anwang_session=${token}`;
  return {
    csrf,
    token,
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers: { cookie, ...headers } }),
    send: (method, url, body, headers = {}) =>
      app.inject({
        method,
        url,
        headers: { cookie, 'x-anwang-csrf': csrf, ...headers },
        ...(body === undefined ? {} : { payload: body }),
      }),
  };
}
