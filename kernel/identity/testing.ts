import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ManualClock, manualClock } from '#kernel/clock/clock.ts';
import { seededRandom } from '#kernel/clock/random.ts';
import { ROOT } from '#kernel/database/root.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import { newRing } from '#kernel/sealing/ring.ts';
import { vaultOf } from '#kernel/sealing/vault.ts';
import { type Login, loginService } from './login.ts';
import { type NewPost, type People, peopleService } from './people.ts';
import type { IdentityDeps } from './session.ts';
import { type SessionCache, sessionCache } from './session-cache.ts';
import { type Sessions, sessionsService } from './sessions.ts';
import { identitySettings } from './settings.ts';

export const testRegions = [
  '220000',
  '220000.220100',
  '220000.220100.220102',
  '220000.220100.220182',
  '220000.220200',
  '220000.220200.220202',
];
export const password = 'correct horse battery';
export const site = { id: 'localhost', origin: 'http://localhost' };
export const origin = { address: '10.0.0.1', agent: 'test' };

const clerk: Omit<NewPost, 'person'> = {
  roles: ['supervisor'],
  reader: 'officer',
  region: '220000.220100.220102',
  line: '',
  organisation: 'nanguan-emergency',
  subject: null,
  title: { zh: '执法人员', en: 'Officer' },
};

export interface IdentityWorld {
  readonly test: TestDatabase;
  readonly deps: IdentityDeps;
  readonly clock: ManualClock;
  /** Milliseconds of the monotonic clock: moved by hand, so that a lease runs out when a test says so. */
  readonly uptime: { ms: number };
  /** The roles that need a second factor: none until a test says so. */
  readonly needing: { roles: readonly Role[] };
  readonly cache: SessionCache;
  readonly login: Login;
  readonly sessions: Sessions;
  readonly people: People;
  /** A person with one post and a known password, made by the platform. */
  person(login: string, post?: Partial<Omit<NewPost, 'person'>>, mustChange?: boolean): Promise<{ id: string; post: string }>;
  close(): Promise<void>;
}

/** Six regions, three organisations, and identity on a real database with a clock moved by hand. */
export async function identityWorld(start = '2026-11-24T01:00:00Z'): Promise<IdentityWorld> {
  const test = await testDatabase();
  await ensureSchema(test);
  await seedPlaces(test);
  const clock = manualClock(start);
  const uptime = { ms: 0 };
  const needing: IdentityWorld['needing'] = { roles: [] };
  const deps: IdentityDeps = {
    database: test.server,
    clock,
    random: seededRandom(test.name),
    settings: identitySettings,
    monotonic: () => uptime.ms,
    vault: vaultOf(newRing()),
    secondFactorRoles: () => needing.roles,
  };
  const cache = sessionCache(deps);
  await cache.refresh();
  const people = peopleService(deps, cache.refresh);
  return {
    test,
    deps,
    clock,
    uptime,
    needing,
    cache,
    people,
    login: loginService(deps),
    sessions: sessionsService(deps, cache),
    person: (login, post = {}, mustChange = false) =>
      people.create(systemActor, {
        name: `${login} 王`,
        phone: '13904310001',
        login,
        password: { text: password, mustChange },
        post: { ...clerk, ...post },
      }),
    close: () => test.close(),
  };
}

/** Applies the parts' SQL where the first migration does not hold it yet. */
async function ensureSchema(test: TestDatabase): Promise<void> {
  for (const [table, part] of [
    ['region', 'scope'],
    ['region', 'identity'],
    ['ledger_entry', 'ledger'],
    ['file', 'files'],
  ] as const) {
    const found = await test.owner.query<{ present: boolean }>('select to_regclass($1) is not null as present', [table]);
    if (found.rows[0]?.present !== true) await test.owner.query(await readFile(join(ROOT, 'kernel', part, 'schema.sql'), 'utf8'));
  }
}

async function seedPlaces(test: TestDatabase): Promise<void> {
  for (const path of testRegions) {
    const parts = path.split('.');
    await test.owner.query(
      `insert into region (code, path, name_zh, name_en, level, parent, valid_from, status, source) values ($1, $2, $3, $3, $4, $5, '2020-01-01', 'confirmed', 'test')`,
      [parts.at(-1), path, `区域${parts.at(-1)}`, parts.length, parts.at(-2) ?? null],
    );
  }
  for (const [code, region, level] of [
    ['jilin-emergency', '220000', 1],
    ['changchun-emergency', '220000.220100', 2],
    ['nanguan-emergency', '220000.220100.220102', 3],
  ] as const) {
    await test.owner.query(
      `insert into organisation (code, name_zh, name_en, kind, region, level, valid_from) values ($1, $1, $1, 'emergency', $2, $3, '2018-11-01')`,
      [code, region, level],
    );
  }
}
