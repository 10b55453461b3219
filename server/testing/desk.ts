import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { type KeyRing, openKeyRing } from '#kernel/ledger/keys.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { everyRoute } from '#server/every-route.ts';
import { buildApp } from '#server/http/app.ts';
import { httpConfig } from '#server/http/config.ts';
import type { App, Services } from '#server/http/services.ts';
import { messengerOver, noChannels } from '#server/messages.ts';
import { sit } from './sessions.ts';
import { openWorld, type World } from './world.ts';

const unlimited = { perSecond: Number.POSITIVE_INFINITY, burst: 1 };

/** Somebody at a desk: requests that carry the session of one post. */
export interface Desk {
  readonly token: string;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, body: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

/** A world with the whole HTTP side over it, without rate limits. */
export interface Office extends World {
  readonly app: App;
  readonly services: Services;
  readonly keys: KeyRing;
  readonly folder: string;
  /** Seats the actor: a person, a post and a session that are exactly the actor's. */
  seat(actor: Actor): Promise<Desk>;
}

function deskOver(app: App, token: string): Desk {
  const authorization = `Bearer ${token}`;
  return {
    token,
    get: (url) => app.inject({ method: 'GET', url, headers: { authorization } }),
    post: (url, payload, headers = {}) => app.inject({ method: 'POST', url, headers: { authorization, ...headers }, payload }),
  };
}

export async function openOffice(): Promise<Office> {
  const world = await openWorld();
  const folder = await mkdtemp(join(tmpdir(), 'anwang-office-'));
  const keys = await openKeyRing(join(folder, 'keys'));
  const { platform, clock, random, database } = world;
  const { app, services } = await buildApp({
    database: database.server,
    clock,
    random,
    monotonic: () => performance.now(),
    config: { ...httpConfig, rates: { session: unlimited, address: unlimited, login: unlimited } },
    files: { folder },
    vault: platform.vault,
    secondFactorRoles: () => [],
    extend: (extended, services) =>
      everyRoute(extended, services, { platform, keys, messenger: messengerOver(platform, noChannels, null, { allowLoopback: true }) }),
  });
  await app.ready();
  return {
    ...world,
    app,
    services,
    keys,
    folder,
    seat: async (actor) => deskOver(app, await sit(database.owner, actor)),
    close: async () => {
      await app.close();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
