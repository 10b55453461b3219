import { startServer } from './support/child.ts';
import { cpuText, cpuTimes, othersText, perPiece } from './support/cpu.ts';
import { dataSetName, describeDataSet, openDataSet } from './support/data-set.ts';
import { clientPool } from './support/http-client.ts';
import { runLanes } from './support/lanes.ts';
import { openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { openReaders, type Reader } from './support/readers.ts';
import { reportOf } from './support/report.ts';
import { median } from './support/stats.ts';

/** A derived page of a list beside a handler that somebody wrote for this page alone: the same statement and scope, a real session check. */
const options = benchOptions({ rows: 1_000_000, seconds: 8, rounds: 5, lanes: 8 });
const report = reportOf('read', options.json);
const cluster = await openDataSet(options.data, options.rows, report.say);
const node = await openBenchNode(cluster, options.data, dataSetName(options.rows));
report.say(await describeDataSet(node.owner));
const server = await startServer(node, { workers: false, profile: options.profile });

interface Side {
  readonly rate: number;
  readonly cpu: string;
  readonly others: string;
}

async function side(port: number, path: string, readers: readonly Reader[]): Promise<Side> {
  const pool = clientPool(port, options.lanes);
  let next = 0;
  const ask = async () => {
    const reader = readers[next++ % readers.length];
    const answer = await pool.use((client) => client.request('GET', path, reader === undefined ? {} : { token: reader.token }));
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
  };
  const before = await cpuTimes(node.cluster.pid(), [server.pid]);
  const { done, seconds } = await runLanes(options.lanes, options.seconds, ask);
  const after = await cpuTimes(node.cluster.pid(), [server.pid]);
  pool.close();
  return { rate: done / seconds, cpu: cpuText(perPiece(before, after, done)), others: othersText(before, after) };
}

/** The two answers hold the same records, or the comparison is of nothing. */
async function sameAnswer(reader: Reader): Promise<void> {
  const pool = clientPool(server.port, 1);
  const hand = clientPool(server.handPort, 1);
  const ids = async (from: typeof pool, path: string) => {
    const { body } = await from.use((client) => client.request('GET', path, { token: reader.token }));
    return (JSON.parse(body) as { items: readonly { id: string }[] }).items.map((each) => each.id).join(); // both answer so
  };
  const [own, other] = [await ids(pool, '/v1/hidden-dangers?limit=20'), await ids(hand, '/hidden-dangers')];
  pool.close();
  hand.close();
  if (own !== other) throw new Error(`the two handlers answer differently for ${reader.actor.region}`);
}

try {
  const readers = (await openReaders(node.owner, node.server)).filter((each) => each.rows >= 21);
  for (const each of readers.slice(0, 20)) await sameAnswer(each);
  const rounds: { own: Side; hand: Side; remembered: Side }[] = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    const own = await side(server.port, '/v1/hidden-dangers?limit=20', readers);
    const hand = await side(server.handPort, '/hidden-dangers', readers);
    const remembered = await side(server.handPort, '/remembered/hidden-dangers', readers);
    // The first round warms both up.
    if (round === 0) continue;
    rounds.push({ own, hand, remembered });
    report.say(
      `  round ${round}: derived ${own.rate.toFixed(0)}/s, ${own.cpu}; by hand ${hand.rate.toFixed(0)}/s, ${hand.cpu}; with sessions in memory ${remembered.rate.toFixed(0)}/s; ${own.others}`,
    );
  }
  report.figure({ name: `derived pages, ${options.lanes} at a time`, value: median(rounds.map((each) => each.own.rate)), unit: '/s' });
  report.figure({ name: `pages by hand, ${options.lanes} at a time`, value: median(rounds.map((each) => each.hand.rate)), unit: '/s' });
  const share = median(rounds.map((each) => (100 * each.own.rate) / each.hand.rate));
  const harder = median(rounds.map((each) => (100 * each.own.rate) / each.remembered.rate));
  report.figure({ name: 'derived in per cent of by hand with sessions in memory', value: harder, unit: '%' });
  report.figure({ name: 'derived in per cent of by hand', value: share, unit: '%', goal: { kind: 'least', value: 45 } });
} finally {
  await server.stop();
  await node.close();
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;
