import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { ROOT } from '#kernel/database/root.ts';
import { type KeyRing, openKeyRing } from '#kernel/ledger/keys.ts';
import { type Demo, demoOf } from '#packs/tools/pack.ts';
import { buildApp } from './http/app.ts';
import { httpConfig } from './http/config.ts';
import type { Progress } from './http/desk/progress-route.ts';
import { platformRoutes } from './http/platform-routes.ts';
import { loadBase, packReader } from './pack/base.ts';
import { enterEnterprises } from './pack/enterprises.ts';
import { demoPassword, loadDemoPeople } from './pack/people.ts';
import { openPlatform, type Platform } from './platform.ts';
import type { LogIn, Parts, Running, Surrounding } from './runtime/start.ts';
import { startWorkers } from './workers.ts';

const packName = 'jilin';
/** The demonstration is the same everywhere: its enterprises, people and history follow from this. */
const demoSeed = '7';
const demoEnterprises = 3_200;

const idle: Progress = { running: false, done: 0, total: 0, text: null };

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }; // our own package.json
  return version;
}

async function isLoaded(surrounding: Surrounding, part: string): Promise<boolean> {
  const found = await surrounding.owner.query<{ finished: boolean }>('select finished from pack_load where part = $1', [part]);
  return found.rows[0]?.finished === true;
}

async function markLoaded(surrounding: Surrounding, part: string): Promise<void> {
  await surrounding.owner.query(
    `insert into pack_load (part, state, finished, at) values ($1, '{}', true, $2) on conflict (part) do update set finished = true, at = excluded.at`,
    [part, systemClock.now()],
  );
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

/** The parts that one server process is made of, sharing what the earlier ones opened. */
export function serverParts(onError: (where: string, error: unknown) => void): Parts {
  let platform: Platform | undefined;
  let keys: KeyRing | undefined;
  let demo: Demo | undefined;
  let progress: Progress = idle;

  async function open(surrounding: Surrounding): Promise<{ platform: Platform; keys: KeyRing }> {
    platform ??= await openPlatform({ database: surrounding.database, clock: systemClock, random: systemRandom() });
    keys ??= await openKeyRing(surrounding.keysFolder);
    return { platform, keys };
  }

  async function load(surrounding: Surrounding): Promise<void> {
    const pack = await loadBase(surrounding.owner, systemClock, packName);
    if (!surrounding.demo || (await isLoaded(surrounding, 'demo'))) return;
    const today = new Date(systemClock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    demo = demoOf(pack, packReader(packName), { seed: demoSeed, day: today, count: demoEnterprises });
    if (!(await isLoaded(surrounding, 'demo-people'))) {
      await loadDemoPeople(surrounding.owner, systemClock, demo.people);
      await markLoaded(surrounding, 'demo-people');
    }
  }

  /** The demonstration's history is lived through behind the log-in page. */
  async function live(surrounding: Surrounding, over: Platform, parts: Demo): Promise<void> {
    const text = { zh: '正在生成演示数据', en: 'Living through the demonstration’s history' };
    await enterEnterprises(over, parts, (done, total) => {
      progress = { running: true, done, total, text };
    });
    await markLoaded(surrounding, 'demo');
    progress = idle;
  }

  async function work(surrounding: Surrounding): Promise<Running> {
    const opened = await open(surrounding);
    const workers = startWorkers(opened.platform, { keys: opened.keys, log: `anwang/${surrounding.node.database}`, onError });
    const living =
      demo === undefined
        ? Promise.resolve()
        : live(surrounding, opened.platform, demo).catch((error: unknown) => onError('demonstration', error));
    return {
      close: async () => {
        await Promise.all([workers.stop(), living]);
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
      extend: (extended) =>
        platformRoutes(extended, opened.platform, { keys: opened.keys, progress: () => progress, monotonic: () => performance.now() }),
    });
    const url = await app.listen({ host: address.host, port: address.port });
    return { url, close: () => app.close() };
  }

  return { load, work, serve, logIns };
}
