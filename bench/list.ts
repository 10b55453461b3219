import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isWithin } from '#kernel/scope/region-path.ts';
import { byHttp, openWorkload } from './support/acts.ts';
import { type ServerProcess, startServer } from './support/child.ts';
import { cpuTimes, othersText } from './support/cpu.ts';
import { dataSetName, describeDataSet, openDataSet } from './support/data-set.ts';
import { clientPool } from './support/http-client.ts';
import { atPace, runLanes } from './support/lanes.ts';
import { type BenchNode, openBenchCluster, openBenchNode } from './support/node.ts';
import { type BenchOptions, benchOptions } from './support/options.ts';
import { openReaders, type Reader } from './support/readers.ts';
import { reportOf } from './support/report.ts';
import { spreadOf } from './support/stats.ts';

/**
 * First page and count through HTTP for 200 readers, as least privileged users over the large set, with acts going on.
 * Each reader asks for both at once, as the console does; the time is until both have come.
 */
const options = benchOptions({ seconds: 60, rounds: 3 });
const report = reportOf('list', options.json);

const page = '/v1/hidden-dangers?limit=20';
const count = '/v1/hidden-dangers/count';

type Pool = ReturnType<typeof clientPool>;

async function get(pool: Pool, reader: Reader, path: string): Promise<string> {
  const answer = await pool.use((client) => client.request('GET', path, { token: reader.token }));
  if (answer.status !== 200) throw new Error(`${path} for ${reader.kind} ${reader.actor.region}: ${answer.status} ${answer.body}`);
  return answer.body;
}

async function pair(pool: Pool, reader: Reader): Promise<void> {
  await Promise.all([get(pool, reader, page), get(pool, reader, count)]);
}

/** Shuffled the same way every time, so that neighbours do not follow each other. */
function mixed(readers: readonly Reader[]): Reader[] {
  return [...readers].sort((a, b) => (a.token < b.token ? -1 : 1));
}

/** A thin stream of acts beside the reads, until told to stop; answers how many. */
function writeBeside(node: BenchNode, port: number): Promise<() => Promise<number>> {
  return openWorkload(node.owner, node.server, 5_000).then((workload) => {
    const pool = clientPool(port, 2);
    const take = byHttp(pool);
    let stopped = false;
    let done = 0;
    const running = (async () => {
      while (!stopped) {
        await workload.next(take);
        done += 1;
        await wait(15);
      }
    })();
    // Heard when it is stopped; a read that fails first is the failure to tell.
    running.catch(() => undefined);
    return async () => {
      stopped = true;
      await running;
      pool.close();
      return done;
    };
  });
}

async function warm(pool: Pool, readers: readonly Reader[]): Promise<void> {
  const perSecond = 50;
  for (const reader of readers) await pair(pool, reader);
  const order = mixed(readers);
  const times = new Map<string, number[]>();
  const all: number[] = [];
  await atPace(perSecond * options.seconds, perSecond, async (n, due) => {
    const reader = order[n % order.length];
    if (reader === undefined) return;
    await pair(pool, reader);
    const taken = performance.now() - due;
    all.push(taken);
    times.set(reader.kind, [...(times.get(reader.kind) ?? []), taken]);
  });
  report.spread(`warm, 200 readers at ${perSecond} pages + counts a second`, spreadOf(all), 50, { perSecond });
  for (const [kind, own] of times) report.spread(`  ${kind}`, spreadOf(own));
}

/** One reader at a time: what one of them waits for when nobody else asks. */
async function oneByOne(pool: Pool, readers: readonly Reader[]): Promise<void> {
  const rows: { reader: Reader; ms: number }[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const reader of mixed(readers)) {
      const start = performance.now();
      await pair(pool, reader);
      rows.push({ reader, ms: performance.now() - start });
    }
  }
  report.spread('warm, one reader at a time', spreadOf(rows.map((each) => each.ms)));
  const slowest = rows.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  for (const { reader, ms } of slowest)
    report.say(`  slowest: ${ms.toFixed(1)} ms  ${reader.kind} ${reader.actor.region} ${reader.actor.line} (${reader.rows} rows)`);
}

const variants: Readonly<Record<string, string>> = {
  'state tab: closed': 'state=closed',
  'state tab: reported': 'state=reported',
  'state tabs: rectifying, verifying': 'state=rectifying,verifying',
  'filter: level': 'level=major',
  'filter: source': 'source=report',
  'filter: part of the title': `title=${encodeURIComponent('防护栏杆')}`,
  overdue: 'overdue=true',
};

/** What the first page is not: deep pages, single tabs, filters; page and count apart. */
async function others(pool: Pool, readers: readonly Reader[]): Promise<void> {
  await ofOneEnterprise(pool, readers);
  const some = mixed(readers).filter((_, index) => index % 4 === 0);
  for (const path of [page, count]) {
    const { times_ms } = await timed(some, (reader) => get(pool, reader, path));
    report.spread(path === page ? 'page alone' : 'count alone', spreadOf(times_ms));
  }
  for (const [name, query] of Object.entries(variants)) {
    const asked = await timed(some, (reader) => get(pool, reader, `${page}&${query}`));
    report.spread(`${name}: page`, spreadOf(asked.times_ms));
    const counted = await timed(some, (reader) => get(pool, reader, `${count}?${query}`));
    report.spread(`${name}: count`, spreadOf(counted.times_ms));
  }
  const deep: number[] = [];
  for (const reader of some) {
    let cursor: string | null = null;
    for (let depth = 0; depth < 10; depth += 1) {
      const start = performance.now();
      // The list's answer.
      const { next } = JSON.parse(await get(pool, reader, cursor === null ? page : `${page}&cursor=${cursor}`)) as { next: string | null };
      deep.push(performance.now() - start);
      if (next === null) break;
      cursor = next;
    }
  }
  report.spread('pages 1 to 10 by cursor', spreadOf(deep));
}

/** The records of the largest enterprise, for those who supervise it. */
async function ofOneEnterprise(pool: Pool, readers: readonly Reader[]): Promise<void> {
  const largest = readers.filter((each) => each.kind === 'enterprise').sort((a, b) => b.rows - a.rows)[0]?.actor;
  if (largest === undefined) return;
  const above = readers.filter(({ actor }) => actor.reader === 'officer' && isWithin(largest.region, actor.region));
  for (const path of [page, `${count}?`]) {
    const { times_ms } = await timed([...above, ...above, ...above], (reader) =>
      get(pool, reader, `${path}&enterprise=${largest.subject}`),
    );
    report.spread(`filter: one enterprise: ${path === page ? 'page' : 'count'}`, spreadOf(times_ms));
  }
}

async function timed(readers: readonly Reader[], work: (reader: Reader) => Promise<unknown>): Promise<{ times_ms: number[] }> {
  const times_ms: number[] = [];
  for (const reader of readers) {
    const start = performance.now();
    await work(reader);
    times_ms.push(performance.now() - start);
  }
  return { times_ms };
}

async function throughput(pool: Pool, readers: readonly Reader[]): Promise<void> {
  const order = mixed(readers);
  let next = 0;
  const { done, seconds } = await runLanes(options.lanes, Math.min(20, options.seconds), async () => {
    const reader = order[next++ % order.length];
    if (reader !== undefined) await pair(pool, reader);
  });
  report.figure({ name: `pages + counts a second, ${options.lanes} at a time`, value: done / seconds, unit: '/s' });
}

/** The operating system forgets what it has read, where we may ask it to. */
function dropCaches(): boolean {
  if (options.gentle) return false;
  spawnSync('sync');
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

async function cold(settings: BenchOptions, rows: number): Promise<void> {
  const before = await openBenchCluster(settings.data);
  await before.stop();
  const dropped = dropCaches();
  const cluster = await openBenchCluster(settings.data);
  const node = await openBenchNode(cluster, settings.data, dataSetName(rows));
  const server = await startServer(node);
  const pool = clientPool(server.port, 4);
  try {
    const readers = await openReaders(node.owner, node.server);
    const before = await cpuTimes(cluster.pid(), [server.pid]);
    const { times_ms } = await timed(mixed(readers), (reader) => pair(pool, reader));
    report.say(`  ${othersText(before, await cpuTimes(cluster.pid(), [server.pid]))}`);
    const name = dropped
      ? 'cold: PostgreSQL started anew, caches of the system dropped'
      : 'after a start of PostgreSQL; caches of the system kept';
    report.spread(name, spreadOf(times_ms), 300);
    report.spread('  the first 20 readers', spreadOf(times_ms.slice(0, 20)));
  } finally {
    pool.close();
    await server.stop();
    await node.close();
    await cluster.close();
  }
}

/** Says beside each part how busy the rest of the machine was. */
async function part(node: BenchNode, server: ServerProcess, work: () => Promise<void>): Promise<void> {
  const before = await cpuTimes(node.cluster.pid(), [server.pid]);
  await work();
  report.say(`  ${othersText(before, await cpuTimes(node.cluster.pid(), [server.pid]))}`);
}

async function warmPart(node: BenchNode, server: ServerProcess): Promise<void> {
  const pool = clientPool(server.port, 32);
  const readers = await openReaders(node.owner, node.server);
  report.say(
    `${readers.length} readers, who see from ${Math.min(...readers.map((each) => each.rows))} to ${Math.max(...readers.map((each) => each.rows))} rows`,
  );
  const stopWriting = await writeBeside(node, server.port);
  const start = performance.now();
  try {
    await part(node, server, () => oneByOne(pool, readers));
    await part(node, server, () => warm(pool, readers));
    await part(node, server, () => others(pool, readers));
    await part(node, server, () => throughput(pool, readers));
  } finally {
    const acts = await stopWriting();
    report.figure({ name: 'acts taken meanwhile', value: (acts * 1_000) / (performance.now() - start), unit: '/s' });
    pool.close();
  }
}

const cluster = await openDataSet(options.data, options.rows, report.say);
const node = await openBenchNode(cluster, options.data, dataSetName(options.rows));
report.say(await describeDataSet(node.owner));
const server = await startServer(node, { profile: options.profile });
try {
  await warmPart(node, server);
} finally {
  await server.stop();
  await node.close();
  await cluster.close();
}
await cold(options, options.rows);
process.exitCode = report.met() ? 0 : 1;
