import type { Clock } from '#kernel/clock/clock.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { type HashAlgorithm, treeHash } from './hash.ts';
import { latestHead } from './heads.ts';
import { clusterName, readAsSystem, writeAsWriter } from './session.ts';
import type { Signer } from './signature.ts';
import { readTiles, writeTiles } from './tile-store.ts';
import { edgeTiles, TileWriter } from './tiles.ts';
import { type SignedHead, signHead, type TreeHead } from './tree-head.ts';

export interface SealOptions {
  readonly clock: Clock;
  readonly signer: Signer;
  /** The log's name, fixed by its first head. */
  readonly log: string;
  /** Fixed by the first head as well; SM3 when left out. */
  readonly algorithm?: HashAlgorithm;
  /** Entries per transaction and head, 20,000 when left out. */
  readonly batch?: number;
}

export interface SealResult {
  /** `busy`: another process is sealing this database. */
  readonly outcome: 'sealed' | 'idle' | 'busy';
  readonly entries: number;
  /** The newest of the heads that were made. */
  readonly head: SignedHead | null;
}

/** Any number that no other advisory lock of ours uses; such a lock counts within one database. */
const sealLock = 4_901_002;

interface State {
  readonly horizon: string;
  readonly foreign: boolean;
  readonly planned: boolean;
  readonly xmin: string;
  readonly xmax: string;
  readonly cluster: string;
}

interface Pending {
  record_type: string;
  record_id: string;
  version: number;
  body: string;
  position?: number;
}

/**
 * Seals every entry whose order is decided: all transactions below the snapshot's xmin have ended, so none of them can add an entry
 * any more. Within a pass entries follow (at, type, id, version) whatever the order of their commits. A backlog larger than a batch gets its
 * order fixed first and is then sealed batch by batch, a signed head each. Safe to call from several processes, and to kill.
 */
export async function sealOnce(database: Database, options: SealOptions): Promise<SealResult> {
  let total = 0;
  let head: SignedHead | null = null;
  for (;;) {
    const step = await writeAsWriter(database, (sql) => sealStep(sql, options));
    if (step === 'busy') return { outcome: total > 0 ? 'sealed' : 'busy', entries: total, head };
    total += step.entries;
    head = step.head ?? head;
    if (!step.more) return { outcome: total > 0 ? 'sealed' : 'idle', entries: total, head };
  }
}

interface Step {
  readonly entries: number;
  readonly head: SignedHead | null;
  readonly more: boolean;
}

async function sealStep(sql: Sql, options: SealOptions): Promise<Step | 'busy'> {
  const lock = await sql.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [sealLock]);
  if (lock.rows[0]?.held !== true) return 'busy';
  const state = await readState(sql, options);
  const batch = options.batch ?? 20_000;
  if (state.planned) return sealPlanned(sql, options, batch);
  const pending = await readPending(sql, state, batch + 1);
  if (pending.length > batch) {
    await planBacklog(sql, state);
    await advance(sql, state);
    return { entries: 0, head: null, more: true };
  }
  // An idle pass writes nothing, unless the state has to move into this cluster.
  if (pending.length === 0 && !state.foreign) return { entries: 0, head: null, more: false };
  const head = pending.length > 0 ? await append(sql, options, pending) : null;
  await advance(sql, state);
  return { entries: pending.length, head, more: false };
}

async function readState(sql: Sql, options: SealOptions): Promise<State> {
  const algorithm = options.algorithm ?? 'sm3';
  await sql.query(
    `insert into ledger_seal_state (log, algorithm, horizon, cluster) select $1, $2, '0', ${clusterName}
     where not exists (select from ledger_seal_state)`,
    [options.log, algorithm],
  );
  const { rows } = await sql.query<State & { log: string; algorithm: string }>(
    `select log, algorithm, horizon::text, cluster <> ${clusterName} as foreign, ${clusterName} as cluster,
       exists (select from ledger_seal_plan) as planned,
       pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax
     from ledger_seal_state`,
  );
  const state = rows[0];
  if (state === undefined) throw new Error('The state of the sealer is missing');
  if (state.log !== options.log) throw new Error(`This ledger is the log ${state.log}, not ${options.log}`);
  if (state.algorithm !== algorithm) throw new Error(`This ledger is hashed with ${state.algorithm}; it cannot change to ${algorithm}`);
  return state;
}

// A scalar subquery and not NOT EXISTS: it keeps the planner from reading all leaves to seal a handful of entries.
const noLeaf = `(select l.seq from ledger_leaf l where l.record_type = e.record_type and l.record_id = e.record_id and l.version = e.version) is null`;
const order = 'e.at, e.record_type, e.record_id, e.version';

/** What may be sealed now. After a restore into another cluster `xid` means nothing, and all entries are compared with all leaves. */
function pendingWhere(state: State): { where: string; values: string[] } {
  if (!state.foreign) return { where: `e.xid >= $1::xid8 and e.xid < $2::xid8 and ${noLeaf}`, values: [state.horizon, state.xmin] };
  // From xmax on no transaction of this cluster exists: such an entry came with the restore.
  const anti =
    'not exists (select from ledger_leaf l where l.record_type = e.record_type and l.record_id = e.record_id and l.version = e.version)';
  return { where: `(e.xid < $1::xid8 or e.xid >= $2::xid8) and ${anti}`, values: [state.xmin, state.xmax] };
}

async function readPending(sql: Sql, state: State, limit: number): Promise<Pending[]> {
  const { where, values } = pendingWhere(state);
  const text = `select e.record_type, e.record_id, e.version, e.body from ledger_entry e where ${where} order by ${order} limit $3`;
  return (await sql.query<Pending>(text, [...values, limit])).rows;
}

async function planBacklog(sql: Sql, state: State): Promise<void> {
  const { where, values } = pendingWhere(state);
  await sql.query(
    `insert into ledger_seal_plan (position, record_type, record_id, version)
     select row_number() over (order by ${order}), e.record_type, e.record_id, e.version from ledger_entry e where ${where}`,
    values,
  );
}

async function sealPlanned(sql: Sql, options: SealOptions, batch: number): Promise<Step> {
  const { rows } = await sql.query<Pending>(
    `select p.position, e.record_type, e.record_id, e.version, e.body
     from (select * from ledger_seal_plan order by position limit $1) p join ledger_entry e using (record_type, record_id, version)
     order by p.position`,
    [batch],
  );
  const head = rows.length > 0 ? await append(sql, options, rows) : null;
  await sql.query('delete from ledger_seal_plan where position in (select position from ledger_seal_plan order by position limit $1)', [
    batch,
  ]);
  return { entries: rows.length, head, more: true };
}

async function advance(sql: Sql, state: State): Promise<void> {
  await sql.query('update ledger_seal_state set horizon = $1::xid8, cluster = $2', [state.xmin, state.cluster]);
}

async function openTree(sql: Sql, algorithm: HashAlgorithm): Promise<TileWriter> {
  const size = (await latestHead(sql))?.head.size ?? 0;
  return new TileWriter(treeHash(algorithm), size, await readTiles(sql, edgeTiles(size)));
}

/** Leaves, tiles and a signed head for these entries in this order. */
async function append(sql: Sql, options: SealOptions, entries: readonly Pending[]): Promise<SignedHead> {
  const algorithm = options.algorithm ?? 'sm3';
  const hash = treeHash(algorithm);
  const tree = await openTree(sql, algorithm);
  const first = tree.size;
  const leaves = entries.map((entry) => hash.leaf(entry.body));
  for (const leaf of leaves) tree.append(leaf);
  const head: TreeHead = {
    v: 1,
    log: options.log,
    size: tree.size,
    root: tree.root().toString('hex'),
    algorithm,
    at: options.clock.now().toISOString(),
  };
  const signature = signHead(head, options.signer);
  await Promise.all([
    writeLeaves(sql, first, entries, leaves),
    writeTiles(sql, tree.changes()),
    sql.query(
      'insert into ledger_head (size, log, root, algorithm, at, scheme, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        ...[head.size, head.log, Buffer.from(head.root, 'hex'), head.algorithm, head.at],
        ...[signature.scheme, signature.key, Buffer.from(signature.value, 'base64')],
      ],
    ),
  ]);
  return { head, signature, cosignatures: [] };
}

async function writeLeaves(sql: Sql, first: number, entries: readonly Pending[], leaves: readonly Buffer[]): Promise<void> {
  await sql.query(
    `insert into ledger_leaf (seq, record_type, record_id, version, hash)
     select $1::bigint + nth - 1, record_type, record_id, version, substring($5::bytea from (nth::int - 1) * 32 + 1 for 32)
     from unnest($2::text[], $3::uuid[], $4::int[]) with ordinality as leaf (record_type, record_id, version, nth)`,
    [
      first,
      entries.map((each) => each.record_type),
      entries.map((each) => each.record_id),
      entries.map((each) => each.version),
      Buffer.concat(leaves),
    ],
  );
}

/**
 * Waits until every transaction begun before the call has ended, then seals: all that was committed before goes into one pass. For simulation
 * and tests, whose roots must not depend on what else the cluster is doing; transactions of its other databases count too. Throws after a minute.
 */
export async function sealAll(database: Database, options: SealOptions): Promise<SealResult> {
  const { rows } = await database.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
  for (let tries = 0; tries < 6_000; tries += 1) {
    const { rows: now } = await database.query<{ ended: boolean }>('select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as ended', [
      rows[0]?.next,
    ]);
    if (now[0]?.ended === true) return sealOnce(database, options);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('A transaction has been open for a minute; nothing can be sealed past it');
}

/** Forgets which cluster the horizon belongs to, so that the next pass compares all entries with all leaves. Called after a restore. */
export async function catchUp(database: Database, options: SealOptions): Promise<SealResult> {
  await writeAsWriter(database, (sql) => sql.query("update ledger_seal_state set cluster = ''"));
  return sealOnce(database, options);
}

export interface SealLag {
  /** Entries without a leaf, counted to 10,000. */
  readonly entries: number;
  readonly capped: boolean;
  /** When the oldest of them was made, to the injected clock. */
  readonly oldest: Date | null;
  readonly lag_ms: number;
}

/** How far the sealer is behind. */
export async function lag(database: Database, clock: Clock): Promise<SealLag> {
  const cap = 10_000;
  return readAsSystem(database, async (sql) => {
    const { rows } = await sql.query<{ entries: number; oldest: Date | null }>(
      `select count(*) as entries, min(at) as oldest from (
         select at from ledger_seal_plan join ledger_entry using (record_type, record_id, version)
         union all
         (select e.at from ledger_entry e where e.xid >= coalesce((select horizon from ledger_seal_state), '0') and ${noLeaf} order by e.xid limit ${cap})
       ) waiting`,
    );
    const { entries, oldest } = rows[0] ?? { entries: 0, oldest: null };
    const lag_ms = oldest === null ? 0 : Math.max(0, clock.now().getTime() - oldest.getTime());
    return { entries: Math.min(entries, cap), capped: entries >= cap, oldest, lag_ms };
  });
}

export interface SealerOptions extends SealOptions {
  /** From the end of a pass to the next, 500 when left out. */
  readonly every_ms?: number;
  readonly onSealed?: (result: SealResult) => void;
  /** A pass that failed is tried again after ten times the interval. */
  readonly onError: (error: unknown) => void;
}

export interface Sealer {
  /** Resolves when the pass under way has ended. */
  stop(): Promise<void>;
}

/** Seals for as long as the process lives. Every server process may run one: the lock lets one at a time. */
export function startSealer(database: Database, options: SealerOptions): Sealer {
  const every_ms = options.every_ms ?? 500;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let wait_ms = every_ms;
    try {
      const result = await sealOnce(database, options);
      if (result.entries > 0) options.onSealed?.(result);
    } catch (error) {
      wait_ms = every_ms * 10;
      options.onError(error);
    }
    if (!stopped) timer = setTimeout(next, wait_ms);
  }
  function next(): void {
    pass = run();
  }

  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}
