import { systemClock } from '#kernel/clock/clock.ts';
import { systemRandom } from '#kernel/clock/random.ts';
import { dropDatabase } from '#kernel/database/cluster.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { lag } from '#kernel/ledger/sealer.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { messengerOver, noChannels } from '#server/messages.ts';
import { openPlatform } from '#server/platform.ts';
import { startWorkers } from '#server/workers.ts';
import { byExecutor, byHttp, openWorkload, type TakeAct, type Workload } from './support/acts.ts';
import { makeBareTables, openBare } from './support/bare.ts';
import { startServer } from './support/child.ts';
import { cpuText, cpuTimes, othersText, perPiece } from './support/cpu.ts';
import { dataSetName, describeDataSet, openDataSet } from './support/data-set.ts';
import { clientPool } from './support/http-client.ts';
import { runLanes } from './support/lanes.ts';
import { adoptLog, benchLog } from './support/log.ts';
import { type BenchNode, copyDatabase, openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';
import { median, spreadOf } from './support/stats.ts';

/**
 * Acts through the executor beside a bare transaction of five statements, then acts through HTTP, over a million rows that are forced to the disk,
 * with scope, sealer and workers. A copy of the data set is spoilt and dropped.
 */
const options = benchOptions({ rows: 1_000_000, seconds: 300, rounds: 5, lanes: 8 });
const report = reportOf('act', options.json);
const copyName = 'bench_act';

async function measured(node: BenchNode, lanes: number, seconds: number, work: (lane: number) => Promise<unknown>) {
  const before = await cpuTimes(node.cluster.pid());
  const run = await runLanes(lanes, seconds, work);
  const after = await cpuTimes(node.cluster.pid());
  return { rate: run.done / run.seconds, cpu: cpuText(perPiece(before, after, run.done)), others: othersText(before, after) };
}

/** Windows of equal length by turns, so that what else the machine does falls on both alike. */
async function beside(node: BenchNode, workload: Workload, take: TakeAct): Promise<void> {
  const window_s = Math.max(2, Math.min(10, options.seconds / 10));
  for (const lanes of [1, options.lanes]) {
    const bare = await openBare(node.owner, node.ownerUrl, lanes);
    const rates: { own: number; bare: number }[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const own = await measured(node, lanes, window_s, () => workload.next(take));
      const plain = await measured(node, lanes, window_s, (lane) => bare.act(lane));
      rates.push({ own: own.rate, bare: plain.rate });
      report.say(`  round ${round + 1}: an act ${own.cpu}; a bare transaction ${plain.cpu}; ${own.others}`);
    }
    await bare.close();
    const at = `${lanes} at a time`;
    report.figure({ name: `bare transactions, ${at}`, value: median(rates.map((each) => each.bare)), unit: '/s' });
    report.figure({ name: `acts at the executor, ${at}`, value: median(rates.map((each) => each.own)), unit: '/s' });
    const ratio = median(rates.map((each) => each.bare / each.own));
    report.figure({ name: `an act costs so many bare transactions, ${at}`, value: ratio, unit: '×', goal: { kind: 'most', value: 3 } });
  }
}

/** Watches how far the sealer is behind while something else goes on. */
function watchSeal(node: BenchNode): () => number[] {
  const lags_ms: number[] = [];
  const timer = setInterval(() => {
    lag(node.server, systemClock).then(
      ({ lag_ms }) => lags_ms.push(lag_ms),
      () => undefined,
    );
  }, 1_000);
  return () => {
    clearInterval(timer);
    return lags_ms;
  };
}

async function held(name: string, goal: number, node: BenchNode, others: readonly number[], work: () => Promise<unknown>): Promise<void> {
  const stop = watchSeal(node);
  const before = await cpuTimes(node.cluster.pid(), others);
  const { done, seconds, times_ms } = await runLanes(options.lanes, options.seconds, work);
  const lags_ms = stop();
  const after = await cpuTimes(node.cluster.pid(), others);
  report.say(`  of each act, with its part of the workers, ${cpuText(perPiece(before, after, done))}; ${othersText(before, after)}`);
  const with_ = { seconds: Math.round(seconds), lanes: options.lanes };
  report.figure({
    name: `${name}, held for ${Math.round(seconds)} s`,
    value: done / seconds,
    unit: '/s',
    goal: { kind: 'least', value: goal },
    with: with_,
  });
  report.spread(`  time of one, ${options.lanes} at a time`, spreadOf(times_ms));
  if (lags_ms.length > 0) report.spread('  the oldest entry not yet sealed', spreadOf(lags_ms));
}

async function atExecutor(node: BenchNode): Promise<void> {
  const platform = await openPlatform({ database: node.server, clock: systemClock, random: systemRandom(), vault: newVault() });
  const workload = await openWorkload(node.owner, node.server);
  report.say(`${workload.dangers} dangers are acted on in turn, and every eighth act reports a new one`);
  const take = byExecutor(platform.executor);
  const keys = await openKeyRing(node.keysFolder);
  const onError = (worker: string, error: unknown) => report.say(`${worker}: ${String(error)}`);
  const workers = startWorkers(platform, { keys, log: benchLog, onError, messenger: messengerOver(platform, noChannels, null) });
  try {
    await runLanes(options.lanes, 3, () => workload.next(take));
    await beside(node, workload, take);
    await held('acts at the executor', 1_000, node, [], () => workload.next(take));
  } finally {
    await workers.stop();
  }
}

async function throughHttp(node: BenchNode): Promise<void> {
  const server = await startServer(node, { profile: options.profile });
  const pool = clientPool(server.port, options.lanes);
  try {
    const workload = await openWorkload(node.owner, node.server);
    const take = byHttp(pool);
    await runLanes(options.lanes, 3, () => workload.next(take));
    await held('acts through HTTP', 500, node, [server.pid], () => workload.next(take));
  } finally {
    pool.close();
    await server.stop();
  }
}

const cluster = await openDataSet(options.data, options.rows, report.say);
await copyDatabase(cluster, dataSetName(options.rows), copyName);
const node = await openBenchNode(cluster, options.data, copyName, options.lanes + 12);
try {
  await adoptLog(node.owner);
  report.say(await describeDataSet(node.owner));
  await makeBareTables(node.owner);
  await node.owner.query('checkpoint');
  await atExecutor(node);
  await throughHttp(node);
} finally {
  await node.close();
  await dropDatabase(cluster, copyName);
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;
