import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import { ROOT } from '#kernel/database/root.ts';
import type { Database } from '#kernel/database/sql.ts';
import { contentStore } from '#kernel/files/store.ts';
import { type KeyRing, openKeyRing } from '#kernel/ledger/keys.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { type Demo, demoOf, packOf } from '#packs/tools/pack.ts';
import { everyRoute } from './every-route.ts';
import { buildApp } from './http/app.ts';
import { httpConfig } from './http/config.ts';
import type { Progress } from './http/desk/progress-route.ts';
import { type Messenger, messengerOf } from './messages.ts';
import { baseFingerprint, loadBase, packReader } from './pack/base.ts';
import { demonstrationIsLived, liveDemonstration, prepareDemonstration } from './pack/demonstration.ts';
import { demoPassword } from './pack/people.ts';
import { loadProgramme } from './pack/reform.ts';
import { openPlatform, type Platform } from './platform.ts';
import { requireRing } from './runtime/sealing-check.ts';
import type { LogIn, Parts, Running, Surrounding } from './runtime/start.ts';
import { secondFactorRoles } from './second-factor.ts';
import { startWorkers } from './workers.ts';

const packName = 'jilin';
/** The demonstration is the same everywhere: its enterprises, people and history follow from this. */
const demoSeed = '7';
const demoEnterprises = 3_200;

const retryAfter_ms = 3_000;

const idle: Progress = { running: false, done: 0, total: 0, text: null };

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }; // our own package.json
  return version;
}

async function loadedState(owner: Database, part: string): Promise<Record<string, unknown> | null> {
  const found = await owner.query<{ state: Record<string, unknown> }>('select state from pack_load where part = $1 and finished', [part]);
  return found.rows[0]?.state ?? null;
}

async function markLoaded(owner: Database, part: string, state: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await owner.query(
    `insert into pack_load (part, state, finished, at) values ($1, $2, true, $3)
      on conflict (part) do update set state = excluded.state, finished = true, at = excluded.at`,
    [part, JSON.stringify(state), systemClock.now()],
  );
}

/** Loads what every deployment starts from, unless this very content stands already; a start need not read what it knows. */
async function ensureBase(owner: Database): Promise<void> {
  const fingerprint = baseFingerprint(packName);
  if ((await loadedState(owner, 'base'))?.fingerprint === fingerprint) return;
  await loadBase(owner, systemClock, packName);
  await markLoaded(owner, 'base', { fingerprint });
}

/** The demonstration as it was first made: its day is kept, for tomorrow's would be another one. */
async function ensureDemonstration(owner: Database, vault: Vault): Promise<Demo | undefined> {
  if (await demonstrationIsLived(owner)) return undefined;
  const kept = (await loadedState(owner, 'demo-people'))?.day;
  const day = typeof kept === 'string' ? kept : dayOf(systemClock.now());
  const read = packReader(packName);
  const demo = demoOf(packOf(read), read, { seed: demoSeed, day, count: demoEnterprises });
  if (kept === undefined) {
    await prepareDemonstration(owner, systemClock, vault, demo);
    await markLoaded(owner, 'demo-people', { day });
  }
  return demo;
}

async function logIns(surrounding: Surrounding): Promise<readonly LogIn[]> {
  if (!surrounding.demo) return [];
  const file = packReader(packName)('people/tables.json') as { logins: readonly [string, string, string][] }; // the pack's own file
  const found = await surrounding.owner.query<{ login: string; name: string }>('select login, name from person where login = any($1)', [
    file.logins.map(([login]) => login),
  ]);
  const names = new Map(found.rows.map((each) => [each.login, each.name]));
  return file.logins.map(([login, zh]) => ({ login, password: demoPassword, name: names.get(login) ?? login, post: zh }));
}

/** The vault of the installation, opened once and held against the database before anything is sealed with it. */
function vaultOnce(): (surrounding: Surrounding) => Promise<Vault> {
  let vault: Vault | undefined;
  return async ({ keysFolder, owner }) => {
    if (vault !== undefined) return vault;
    const opened = await openVault(keysFolder);
    await requireRing(owner, opened);
    vault = opened;
    return opened;
  };
}

interface History {
  readonly surrounding: Surrounding;
  readonly over: Platform;
  readonly made: Demo;
  readonly signal: AbortSignal;
  readonly tell: (progress: Progress) => void;
  readonly onError: (where: string, error: unknown) => void;
}

/** The demonstration's history is lived through behind the log-in page; a database that went away is waited for. */
async function liveHistory({ surrounding, over, made, signal, tell, onError }: History): Promise<void> {
  const { owner, database, filesFolder } = surrounding;
  const parts = { owner, database, reference: over.reference, demo: made, vault: over.vault, filesFolder, signal };
  const text = { zh: '正在生成演示数据', en: 'Living through the demonstration’s history' };
  while (!signal.aborted) {
    try {
      await liveDemonstration(parts, { until: systemClock.now() }, (done, total) => tell({ running: true, done, total, text }));
      break;
    } catch (error) {
      if (signal.aborted) break;
      onError('demonstration', error);
      await setTimeout(retryAfter_ms, undefined, { signal }).catch(() => undefined);
    }
  }
  tell(idle);
}

/** The policy's own programme, in a deployment that is no demonstration: there it is part of the history. */
async function enterPolicy(demo: boolean, over: Platform, onError: (where: string, error: unknown) => void): Promise<void> {
  if (!demo) await loadProgramme(over, packName).catch((error: unknown) => onError('programme', error));
}

/** The parts that one server process is made of, sharing what the earlier ones opened. */
export function serverParts(onError: (where: string, error: unknown) => void): Parts {
  let platform: Platform | undefined;
  let keys: KeyRing | undefined;
  let messenger: Messenger | undefined;
  let demo: Demo | undefined;
  let progress: Progress = idle;
  const vaultIn = vaultOnce();

  async function open(surrounding: Surrounding): Promise<{ platform: Platform; keys: KeyRing; messenger: Messenger }> {
    const { database } = surrounding;
    const vault = await vaultIn(surrounding);
    platform ??= await openPlatform({ database, clock: systemClock, random: systemRandom(), vault, keepsPapers: true });
    keys ??= await openKeyRing(surrounding.keysFolder);
    messenger ??= messengerOf(platform, process.env);
    return { platform, keys, messenger };
  }

  async function load(surrounding: Surrounding): Promise<void> {
    const { owner, demo: wanted } = surrounding;
    await ensureBase(owner);
    if (wanted) demo = await ensureDemonstration(owner, await vaultIn(surrounding));
  }

  async function work(surrounding: Surrounding): Promise<Running> {
    const { platform: over, ...rest } = await open(surrounding);
    const stop = new AbortController();
    const tell = (told: Progress) => {
      progress = told;
    };
    const lived = { surrounding, over, signal: stop.signal, tell, onError };
    const history = demo === undefined ? enterPolicy(surrounding.demo, over, onError) : liveHistory({ ...lived, made: demo });
    const log = `anwang/${surrounding.node.database}`;
    const workers = startWorkers(over, { ...rest, log, onError, history, papers: contentStore(surrounding.filesFolder) });
    return {
      close: async () => {
        stop.abort();
        await Promise.all([workers.stop(), history]);
        rest.messenger.close();
      },
    };
  }

  async function serve(surrounding: Surrounding, address: { host: string; port: number }): Promise<Running & { url: string }> {
    const opened = await open(surrounding);
    const { app } = await buildApp({
      database: surrounding.database,
      clock: systemClock,
      random: systemRandom(),
      config: { ...httpConfig, webRoot: join(ROOT, 'dist/web'), version: packageVersion() },
      files: { folder: surrounding.filesFolder },
      vault: opened.platform.vault,
      secondFactorRoles: secondFactorRoles(opened.platform.reference.parameters, systemClock),
      extend: (extended, services) => everyRoute(extended, services, { ...opened, progress: () => progress }),
    });
    const url = await app.listen({ host: address.host, port: address.port });
    return { url, close: () => app.close() };
  }

  return { load, work, serve, logIns };
}
