import { treeHash } from '#kernel/ledger/hash.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { verifyInclusion } from '#kernel/ledger/merkle.ts';
import { inclusionProof } from '#kernel/ledger/proofs.ts';
import { readAsSystem } from '#kernel/ledger/session.ts';
import { startServer } from './support/child.ts';
import { dataSetName, describeDataSet, openDataSet } from './support/data-set.ts';
import { clientPool } from './support/http-client.ts';
import { type BenchNode, openBenchNode } from './support/node.ts';
import { benchOptions } from './support/options.ts';
import { openReaders } from './support/readers.ts';
import { reportOf } from './support/report.ts';
import { spreadOf } from './support/stats.ts';

/** Inclusion proofs of entries anywhere in a log of ten million, each checked against the signed root. */
const options = benchOptions({ rounds: 2_000 });
const report = reportOf('proof', options.json);

interface EntryRow {
  readonly record_id: string;
  readonly version: number;
}

async function someEntries(node: BenchNode, most: number): Promise<readonly EntryRow[]> {
  const { rows } = await node.owner.query<EntryRow>(
    `select record_id, version from ledger_entry tablesample bernoulli (5) where record_type = 'hidden-danger' order by md5(record_id::text) limit $1`,
    [most],
  );
  return rows;
}

async function fromKernel(node: BenchNode, entries: readonly EntryRow[]): Promise<void> {
  const keys = (await openKeyRing(node.keysFolder)).known;
  const times: number[] = [];
  for (const { record_id, version } of entries) {
    const start = performance.now();
    const entry = { recordType: 'hidden-danger', recordId: record_id, version };
    const answer = await readAsSystem(node.server, (sql) => inclusionProof(sql, entry, { keys }));
    times.push(performance.now() - start);
    if (answer?.status !== 'sealed') throw new Error(`no proof of ${record_id}`);
    const { head, leaf, index, size, path } = answer.proof;
    const hash = treeHash(head.algorithm);
    const bytes = (hex: string) => Buffer.from(hex, 'hex');
    if (!verifyInclusion(hash, { leaf: bytes(leaf), index, size, path: path.map(bytes), root: bytes(head.root) })) {
      throw new Error(`the proof of ${record_id} does not hold`);
    }
  }
  report.spread('inclusion proof, from the database to the answer', spreadOf(times), 5);
}

async function throughHttp(node: BenchNode, entries: readonly EntryRow[]): Promise<void> {
  const server = await startServer(node, { workers: false });
  const pool = clientPool(server.port, 1);
  try {
    const reader = (await openReaders(node.owner, node.server)).find((each) => each.kind === 'province');
    const times: number[] = [];
    for (const { record_id, version } of entries) {
      const start = performance.now();
      const path = `/v1/ledger/proof?type=hidden-danger&id=${record_id}&version=${version}`;
      const answer = await pool.use((client) => client.request('GET', path, reader === undefined ? {} : { token: reader.token }));
      times.push(performance.now() - start);
      if (answer.status !== 200) throw new Error(answer.body);
    }
    report.spread('  through HTTP, with the look whether one may see the record', spreadOf(times));
  } finally {
    pool.close();
    await server.stop();
  }
}

const cluster = await openDataSet(options.data, options.rows, report.say);
const node = await openBenchNode(cluster, options.data, dataSetName(options.rows));
try {
  report.say(await describeDataSet(node.owner));
  const entries = await someEntries(node, options.rounds);
  await fromKernel(node, entries);
  await throughHttp(node, entries);
} finally {
  await node.close();
  await cluster.close();
}
process.exitCode = report.met() ? 0 : 1;
