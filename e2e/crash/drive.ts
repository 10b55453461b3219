import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { seededRandom, systemRandom } from '#kernel/clock/random.ts';
import { asOwner, createDatabase, grantServerLogin } from '#kernel/database/cluster.ts';
import type { EmbeddedCluster } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { ROOT } from '#kernel/database/root.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { privateTestCluster, withTestCluster } from '#kernel/database/testing.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import { stageProvince } from '#server/pack/stage.ts';
import type { Province } from '#simulate/ground.ts';
import { type Acknowledged, type Inspected, inspect } from './inspect.ts';
import type { StreamSettings } from './settings.ts';

export interface CrashRound extends Inspected {
  readonly round: number;
  readonly killed: 'server' | 'postgres';
  /** Acts acknowledged in this round, those after the database came back included. */
  readonly acknowledged: number;
  /** From the kill of PostgreSQL to the next act acknowledged by the same server; 0 where the server was killed. */
  readonly back_ms: number;
}

export interface CrashOptions {
  readonly rounds: number;
  readonly seed?: string;
  readonly onRound?: (round: CrashRound) => void;
}

const database = 'crash';
const password = 'crash-test-only';
const log = 'anwang/crash';
const patience_ms = 60_000;

interface Stream {
  readonly child: ChildProcess;
  readonly acknowledged: Acknowledged[];
  kill(): Promise<void>;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = performance.now() + patience_ms; !holds(); ) {
    if (performance.now() > end) throw new Error(`${what}: not within ${patience_ms / 1_000} s`);
    await wait(5);
  }
}

function startStream(file: string): Stream {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'e2e/crash/stream.fixture.ts'), file], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: Acknowledged[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    // What was cut off by the kill was not acknowledged.
    if (!line.endsWith(']')) return;
    const [type, id, version]: [string, string, number] = JSON.parse(line);
    acknowledged.push({ type, id, version });
  });
  const read = new Promise<void>((resolve) => lines.once('close', resolve));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    acknowledged,
    kill: async () => {
      child.kill('SIGKILL');
      await Promise.all([ended, read]);
    },
  };
}

/** Some enterprises with their people, registered by the executor. */
async function castsOf(province: Province): Promise<StreamSettings['casts']> {
  const ground = province.open({ ...systemClock, set: () => undefined, advance: () => undefined }, systemRandom());
  const casts: StreamSettings['casts'][number][] = [];
  for (const { id, licences: _, safety_staff: __, ...input } of province.enterprises.slice(0, 6)) {
    const [officer] = province.cast.bureau(input.region);
    const [manager] = province.cast.inside(id, 'safety-manager');
    if (officer === undefined || manager === undefined) continue;
    const filled = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
    await ground.executor.act({ actor: officer, type: 'enterprise', id, action: 'register', input: filled });
    casts.push({ enterprise: id, manager, officer });
  }
  return casts;
}

interface Stage {
  readonly cluster: EmbeddedCluster;
  readonly data: string;
  readonly keysFolder: string;
  readonly casts: StreamSettings['casts'];
}

async function prepare(cluster: EmbeddedCluster, data: string): Promise<Stage> {
  await createDatabase(cluster, database);
  await asOwner(cluster, database, (sql) => migrate(sql, { allowDestructive: true }));
  const url = await grantServerLogin(cluster, database, password);
  const keysFolder = join(data, 'keys');
  await openKeyRing(keysFolder);
  const vault = await openVault(keysFolder);
  const owner = openDatabase({ url: cluster.url(database), max: 2 });
  const server = openDatabase({ url, max: 4 });
  const folder = join(data, 'files');
  await mkdir(folder, { recursive: true });
  try {
    const folders = { filesFolder: folder, uploadFolder: folder };
    const province = await stageProvince({
      owner,
      server,
      clock: systemClock,
      seed: '7',
      enterprises: 600,
      counties: 1,
      vault,
      ...folders,
    });
    return { cluster, data, keysFolder, casts: await castsOf(province) };
  } finally {
    await Promise.all([owner.close(), server.close()]);
  }
}

async function settingsFile({ cluster, data, keysFolder, casts }: Stage): Promise<string> {
  const file = join(data, 'stream.json');
  const settings: StreamSettings = { url: cluster.url(database, { user: 'anwang_server', password }), keysFolder, log, lanes: 6, casts };
  await writeFile(file, JSON.stringify(settings));
  return file;
}

/** One kill in the midst of acts, and what is found after it. */
async function crash(stage: Stage, round: number, delay_ms: number, all: Acknowledged[]): Promise<CrashRound> {
  const killed = round % 2 === 0 ? 'server' : 'postgres';
  const stream = startStream(await settingsFile(stage));
  let back_ms = 0;
  try {
    await until('the first acts', () => stream.acknowledged.length >= 40);
    await wait(delay_ms);
    if (killed === 'postgres') {
      const before = stream.acknowledged.length;
      const began = performance.now();
      process.kill(stage.cluster.pid(), 'SIGKILL');
      // A few answers may still have been under way; the server must come back by itself.
      await until('acts after the database came back', () => stream.acknowledged.length >= before + 30 || stream.child.exitCode !== null);
      if (stream.child.exitCode !== null) throw new Error(`the server ended with ${stream.child.exitCode} when its database was killed`);
      back_ms = performance.now() - began;
    }
  } finally {
    await stream.kill();
  }
  all.push(...stream.acknowledged);
  const url = stage.cluster.url(database, { user: 'anwang_server', password });
  const inspected = await inspect({ url, keysFolder: stage.keysFolder, log, acknowledged: all });
  return { round, killed, acknowledged: stream.acknowledged.length, back_ms, ...inspected };
}

/** Kills the server and PostgreSQL in turn, so many times, in the midst of a stream of acts on a durable cluster of its own, and checks after each. */
export async function crashRounds(options: CrashOptions): Promise<readonly CrashRound[]> {
  const random = seededRandom(options.seed ?? `${process.pid}`);
  return withTestCluster(async () => {
    const { cluster, data, remove } = await privateTestCluster();
    try {
      const stage = await prepare(cluster, data);
      const all: Acknowledged[] = [];
      const rounds: CrashRound[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        const made = await crash(stage, round, random.int(20, 900), all);
        rounds.push(made);
        options.onRound?.(made);
      }
      return rounds;
    } finally {
      await remove();
    }
  });
}
