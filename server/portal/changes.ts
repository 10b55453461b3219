import type { Database, Statement } from '#kernel/database/sql.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';

/** How long an answer about changes is believed: what is withdrawn stands on no page a second later, on any server. */
const lease_ms = 500;
/** More changes at once than this are not told apart. */
const most = 1_000;
/** Rows kept for servers that have not asked for a while; who comes later finds more than `most` and forgets everything. */
const kept = 10_000;
const pruneAfter_ms = 600_000;

export interface Changes {
  /** Tells `onChange` what has changed since the last call; at once, without asking the database, within the lease. */
  follow(): Promise<void> | undefined;
  /** Grows whenever something changed: a page that was read before and is kept after would be stale. */
  version(): number;
}

interface Row {
  readonly id: number | null;
  readonly record_type: string;
  readonly record_id: string;
  readonly subject: string | null;
  readonly horizon: string;
}

/**
 * Numbers are given before transactions end, so a higher one may be seen first: everything is read again from the oldest transaction that was still
 * open the last time.
 */
function statement(horizon: string): Statement {
  return {
    name: 'disclosure.changes',
    text: `select c.id, c.record_type, c.record_id, c.subject, s.horizon::text from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) s
      left join lateral (select id, record_type, record_id, subject from disclosure_change where xid >= $1::xid8 order by id desc limit ${most + 1}) c on true`,
    values: [horizon],
  };
}

/** What a change concerns: the record, whose it is, and every list of its type. */
function concerned({ record_type, record_id, subject }: Row): readonly string[] {
  return [record_type, record_id, ...(subject === null ? [] : [subject])];
}

async function prune(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query(`select set_config('role', 'anwang_writer', true)`);
    await sql.query('delete from disclosure_change where id < (select max(id) from disclosure_change) - $1', [kept]);
  });
}

/**
 * Follows what everybody may read. `onChange` gets the ids of the records and enterprises concerned and the names of their types, or null when everything may have changed.
 * `monotonic` gives milliseconds that never jump.
 */
export function changesOf(database: Database, monotonic: () => number, onChange: (ids: ReadonlySet<string> | null) => void): Changes {
  let horizon = '0';
  let told: ReadonlySet<number> = new Set();
  let leasedAt = Number.NEGATIVE_INFINITY;
  let prunedAt = monotonic();
  let version = 0;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const startedAt = monotonic();
    const [found] = await look(database, systemActor, [statement(horizon)]);
    // The statement selects exactly these columns.
    const rows = (found?.rows ?? []) as unknown as readonly Row[];
    const seen = rows.flatMap((row) => row.id ?? []);
    const fresh = rows.filter((row) => row.id !== null && !told.has(row.id));
    if (fresh.length > 0) {
      version += 1;
      onChange(rows.length > most ? null : new Set(fresh.flatMap(concerned)));
    }
    told = new Set(seen);
    horizon = rows[0]?.horizon ?? horizon;
    leasedAt = startedAt;
    if (startedAt - prunedAt > pruneAfter_ms) {
      prunedAt = startedAt;
      await prune(database);
    }
  }

  return {
    version: () => version,
    follow: () => {
      if (monotonic() - leasedAt < lease_ms) return undefined;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
