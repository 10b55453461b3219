import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { systemClock } from '#kernel/clock/clock.ts';
import { type Database, openDatabase } from '#kernel/database/sql.ts';
import { canonicalJson } from '#kernel/ledger/canonical.ts';
import { treeHash } from '#kernel/ledger/hash.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { clusterName } from '#kernel/ledger/session.ts';
import { writeTiles } from '#kernel/ledger/tile-store.ts';
import { TileWriter } from '#kernel/ledger/tiles.ts';
import { signHead, type TreeHead } from '#kernel/ledger/tree-head.ts';

export const benchLog = 'anwang/bench';
const algorithm = 'sm3';
/** One leaf in so many has its entry in full; the others are hashes of the short text that stands for theirs. */
const fullEvery = 10;

interface Line {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string;
  readonly at: string;
}

const nobody = '00000000-0000-4000-8000-000000000001';

function bodyOf(row: Line): string {
  const { id, version, state, region, line, subject, at } = row;
  return canonicalJson({
    v: 1,
    type: 'hidden-danger',
    id,
    version,
    at,
    verb: 'hidden-danger.verify',
    from: 'verifying',
    to: state,
    actor: { person: nobody, post: nobody, org: '220000-emergency', region: '220000', line: '', roles: ['supervisor'] },
    set: {
      state,
      region,
      line,
      subject,
      verification: '经复查，整改措施到位，同意销号。',
      verified_by: nobody,
      verified_on: at.slice(0, 10),
    },
    input: { verification: '经复查，整改措施到位，同意销号。' },
    facts: {},
    because: [],
    definition: '0123456789abcdef',
  });
}

function entryLine(row: Line, body: string): string {
  // COPY's text format: a backslash is the only character of canonical JSON that it would read otherwise.
  const { id, version, at, region, line, subject } = row;
  const values = [
    'hidden-danger',
    id,
    version,
    at,
    'hidden-danger.verify',
    nobody,
    nobody,
    '220000-emergency',
    region,
    line,
    subject,
    body,
  ];
  return `${values.join('\t').replaceAll('\\', '\\\\')}\n`;
}

async function put(stream: Writable, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

/** The lines of a COPY, batch by batch: a promise for each of ten million lines would take longer than their hashes. */
async function* batches(source: Readable): AsyncGenerator<readonly string[]> {
  let rest = '';
  source.setEncoding('utf8');
  for await (const chunk of source) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const rowsText = `copy (select id, version, state, region, line, subject, to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  from hidden_danger order by id) to stdout`;
const leavesText = 'copy ledger_leaf (seq, record_type, record_id, version, hash) from stdin';
const entriesText =
  'copy ledger_entry (record_type, record_id, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body) from stdin';

/** A leaf for each danger's newest version, in the order of their ids, through the ledger's own tree; one signed head at the end. */
export async function loadLog(owner: Database, ownerUrl: string, keysFolder: string, say: (text: string) => void): Promise<void> {
  const clients = await Promise.all([connected(ownerUrl), connected(ownerUrl), connected(ownerUrl)]);
  const [reader, leafWriter, entryWriter] = clients;
  await owner.query(
    'alter table ledger_leaf drop constraint ledger_leaf_pkey, drop constraint ledger_leaf_record_type_record_id_version_key',
  );
  const tiles = openDatabase({ url: ownerUrl, max: 1, pipeline: false });
  const source = reader.query(copyTo(rowsText));
  const leaves = leafWriter.query(copyFrom(leavesText));
  const entries = entryWriter.query(copyFrom(entriesText));
  const hash = treeHash(algorithm);
  const tree = new TileWriter(hash);
  let leafLines = '';
  let entryLines = '';
  async function flush(): Promise<void> {
    await put(leaves, leafLines);
    await put(entries, entryLines);
    leafLines = '';
    entryLines = '';
    await writeTiles(tiles, tree.changes());
    if (tree.size % 1_000_000 === 0) say(`  ${tree.size} leaves`);
  }
  function add(text: string): void {
    const [id = '', version = '', state = '', region = '', line = '', subject = '', at = ''] = text.split('\t');
    const full = tree.size % fullEvery === 0;
    const row = { id, version: Number(version), state, region, line, subject, at };
    const body = full ? bodyOf(row) : `${id} ${version}`;
    const leaf = hash.leaf(body);
    leafLines += `${tree.size}\thidden-danger\t${id}\t${version}\t\\\\x${leaf.toString('hex')}\n`;
    if (full) entryLines += entryLine(row, body);
    tree.append(leaf);
  }
  for await (const lines of batches(source)) {
    for (const line of lines) {
      add(line);
      if (tree.size % 10_000 === 0) await flush();
    }
  }
  await flush();
  leaves.end();
  entries.end();
  await Promise.all([finished(leaves), finished(entries)]);
  await Promise.all(clients.map((each) => each.end()));
  await tiles.close();
  await owner.query('alter table ledger_leaf add primary key (seq), add unique (record_type, record_id, version)');
  await writeHead(owner, tree, keysFolder);
  await owner.query('vacuum (freeze, analyze) ledger_leaf, ledger_entry, ledger_tile');
}

async function writeHead(owner: Database, tree: TileWriter, keysFolder: string): Promise<void> {
  const { signer } = await openKeyRing(keysFolder);
  const root = tree.root();
  const head: TreeHead = {
    v: 1,
    log: benchLog,
    size: tree.size,
    root: root.toString('hex'),
    algorithm,
    at: systemClock.now().toISOString(),
  };
  const signature = signHead(head, signer);
  await owner.query(
    'insert into ledger_head (size, log, root, algorithm, at, scheme, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [head.size, head.log, root, algorithm, head.at, signature.scheme, signature.key, Buffer.from(signature.value, 'base64')],
  );
  await owner.query(
    `insert into ledger_seal_state (log, algorithm, horizon, cluster) select $1, $2, pg_snapshot_xmin(pg_current_snapshot()), ${clusterName}`,
    [benchLog, algorithm],
  );
}

/** A copy of a data set has another name for its cluster: without this the sealer would compare all entries with all leaves first. */
export async function adoptLog(owner: Database): Promise<void> {
  await owner.query(`update ledger_seal_state set cluster = ${clusterName}, horizon = pg_snapshot_xmin(pg_current_snapshot())`);
}
