import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from './support/child.ts';
import { cpuTimes, othersText } from './support/cpu.ts';
import { clientPool } from './support/http-client.ts';
import { runLanes } from './support/lanes.ts';
import { openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { openPortalData, portalDataName } from './support/portal-data.ts';
import { reportOf } from './support/report.ts';
import { spreadOf } from './support/stats.ts';

/**
 * The public portal over a large register: pages that nobody has asked for yet, rendered and compressed by nobody; then pages from the shelf. The rate
 * on one core is requests by processor time of the server's process, so that neither the load generator nor anything else on the machine counts.
 */
const options = benchOptions({ rows: 1_000_000, seconds: 15, rounds: 200, lanes: 16 });
const report = reportOf('portal', options.json);
const cluster = await openPortalData(options.data, options.rows, report.say);
const node = await openBenchNode(cluster, options.data, portalDataName(options.rows));
const server = await startServer(node, { workers: false, profile: options.profile });
const pool = clientPool(server.port, options.lanes);

async function get(path: string): Promise<string> {
  const answer = await pool.use((client) => client.request('GET', path));
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return answer.body;
}

async function idsOf(text: string): Promise<readonly string[]> {
  return (await node.owner.query<{ id: string }>(text)).rows.map((row) => row.id);
}

async function uncached(name: string, paths: readonly string[]): Promise<void> {
  const times: number[] = [];
  // The first few meet fresh connections without plans.
  for (const [n, path] of paths.entries()) {
    const start = performance.now();
    await get(path);
    if (n >= 10) times.push(performance.now() - start);
  }
  report.spread(`uncached: ${name}`, spreadOf(times), 30);
}

async function allUncached(): Promise<void> {
  const { rounds } = options;
  const sample = `select id from enterprise where credit_code like '91220102000%' order by md5(id::text) limit ${rounds}`;
  const firms = await idsOf(sample);
  const listings = await idsOf(`select id from listed_supervision where published order by md5(id::text) limit ${rounds}`);
  await uncached(
    'one enterprise',
    firms.map((id) => `/public/enterprises/${id}`),
  );
  await uncached(
    'one listing',
    listings.map((id) => `/public/listed-dangers/${id}`),
  );
  await uncached(
    'a page of the list',
    listings.map((id) => `/public/en/listed-dangers?after=${id}`),
  );
  const number = (n: number) => (n * 7_919) % options.rows;
  const many = Array.from({ length: rounds }, (_, n) => n + 1);
  await uncached(
    'search by the code',
    many.map((n) => `/public/enterprises?q=91220102${String(number(n)).padStart(10, '0')}`),
  );
  await uncached(
    'search by the beginning',
    many.map((n) => `/public/enterprises?q=${encodeURIComponent(`长春市${n.toString(16).padStart(3, '0')}`)}`),
  );
  await uncached(
    'search within a county',
    many.map((n) => `/public/enterprises?region=220102&q=${n.toString(16).padStart(3, '0')}`),
  );
  const times: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    await node.owner.query('update listed_supervision set title = title where id = $1', [listings[n]]);
    await wait(600);
    const start = performance.now();
    await get('/public');
    times.push(performance.now() - start);
  }
  report.spread('uncached: the home page, counts included', spreadOf(times), 30);
}

async function cached(path: string, goal?: number): Promise<void> {
  const bytes = Buffer.byteLength(await get(path));
  const before = await cpuTimes(node.cluster.pid(), [server.pid]);
  const own = process.cpuUsage();
  const { done, seconds } = await runLanes(options.lanes, options.seconds, () => get(path));
  const after = await cpuTimes(node.cluster.pid(), [server.pid]);
  const { user, system } = process.cpuUsage(own);
  const server_s = (after?.node_s ?? 0) - (before?.node_s ?? 0) - (user + system) / 1e6;
  report.say(`  ${path}: ${bytes} bytes, ${(done / seconds).toFixed(0)}/s beside the load generator; ${othersText(before, after)}`);
  report.figure({
    name: `from the shelf, one core: ${path.slice(0, 24)}`,
    value: done / Math.max(server_s, 0.01),
    unit: '/s',
    ...(goal === undefined ? {} : { goal: { kind: 'least' as const, value: goal } }),
  });
}

try {
  await allUncached();
  for (const path of ['/public', '/public/listed-dangers', '/public/en/verify']) await cached(path, 1_000);
} finally {
  pool.close();
  await server.stop();
  await node.close();
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;
