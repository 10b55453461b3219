import type { Clock } from '#kernel/clock/clock.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { readAsSystem, writeAsWriter } from '#kernel/ledger/session.ts';
import { formatOf } from './format.ts';
import { writeEntries } from './write.ts';

/** Records in one transaction. */
const batch = 500;
const nobody = '00000000-0000-0000-0000-000000000000';

interface State {
  readonly format: string;
  readonly next_seq: number;
  readonly building: string | null;
  readonly building_after: string | null;
}

export interface FollowResult {
  /** Records whose entries were written. */
  readonly written: number;
  /** Whether there is more to do at once. */
  readonly more: boolean;
}

const idle: FollowResult = { written: 0, more: false };

/** The one row, held until the end of the transaction; null while another process works on the index. */
async function hold(sql: Sql): Promise<State | null> {
  await sql.query(`insert into search_state (format, next_seq) select '', 0 where not exists (select from search_state)`);
  const { rows } = await sql.query<State>('select format, next_seq, building, building_after from search_state for update skip locked');
  return rows[0] ?? null;
}

/** From here on: first the leaf to follow from, then every record as it is. What changes meanwhile gets a leaf behind that one. */
async function begin(sql: Sql, catalogue: Catalogue, format: string): Promise<void> {
  await sql.query(
    `update search_state set format = $1, next_seq = (select coalesce(max(seq) + 1, 0) from ledger_leaf), building = $2, building_after = $3, built = 0,
       total = (select coalesce(sum(n), 0) from (select n from counter union all select n from counter_delta) counted)`,
    [format, catalogue.all[0]?.name ?? null, nobody],
  );
}

async function build(sql: Sql, catalogue: Catalogue, state: State): Promise<number> {
  const type = catalogue.find(state.building ?? '');
  if (type === undefined) return 0;
  const found = await sql.query<{ id: string }>(`select id from ${type.table} where id > $1::uuid order by id limit ${batch}`, [
    state.building_after ?? nobody,
  ]);
  const ids = found.rows.map((row) => row.id);
  await writeEntries(sql, type, ids);
  const next = ids.length === batch ? type : catalogue.all[catalogue.all.indexOf(type) + 1];
  const after = next === type ? ids.at(-1) : nobody;
  await sql.query('update search_state set building = $1, building_after = $2, built = built + $3', [
    next?.name ?? null,
    after,
    ids.length,
  ]);
  return ids.length;
}

async function follow(sql: Sql, catalogue: Catalogue, state: State): Promise<{ readonly leaves: number; readonly records: number }> {
  const { rows } = await sql.query<{ seq: number; record_type: string; record_id: string }>(
    'select seq, record_type, record_id from ledger_leaf where seq >= $1 order by seq limit $2',
    [state.next_seq, batch],
  );
  const last = rows.at(-1);
  if (last === undefined) return { leaves: 0, records: 0 };
  let records = 0;
  for (const type of catalogue.all) {
    const ids = [...new Set(rows.filter((row) => row.record_type === type.name).map((row) => row.record_id))];
    await writeEntries(sql, type, ids);
    records += ids.length;
  }
  await sql.query('update search_state set next_seq = $1', [last.seq + 1]);
  return { leaves: rows.length, records };
}

/**
 * One step behind the ledger: entries of the records that sealed acts have changed, then of a batch of those that have none yet. No act waits for it,
 * none is missed: leaves have numbers without gaps, and how far it has come stands in the same transaction. Safe from several processes, and to kill.
 */
export async function followLedger(database: Database, catalogue: Catalogue): Promise<FollowResult> {
  const format = formatOf(catalogue.all);
  return writeAsWriter(database, async (sql) => {
    const state = await hold(sql);
    if (state === null) return idle;
    if (state.format !== format) {
      await begin(sql, catalogue, format);
      return { written: 0, more: true };
    }
    const { leaves, records } = await follow(sql, catalogue, state);
    const built = state.building === null ? 0 : await build(sql, catalogue, state);
    return { written: records + built, more: leaves === batch || state.building !== null };
  });
}

/** Makes every entry anew, over the old ones, which are found until then. Work for `followLedger`. */
export async function beginRebuild(database: Database, catalogue: Catalogue): Promise<void> {
  await writeAsWriter(database, async (sql) => {
    await sql.query(`insert into search_state (format, next_seq) select '', 0 where not exists (select from search_state)`);
    await sql.query('select 1 from search_state for update');
    await begin(sql, catalogue, formatOf(catalogue.all));
  });
}

export interface SearchLag {
  /** Sealed acts that the index does not know of. */
  readonly leaves: number;
  /** When the oldest of them was taken, to the clock of its act. */
  readonly lag_ms: number;
  /** Records whose entries the last building made, or has made so far. */
  readonly built: number;
  /** While entries are made for the first time, or anew: how many records there are. */
  readonly building: { readonly total: number } | null;
}

/** How far the index is behind the ledger. */
export async function searchLag(database: Database, clock: Clock): Promise<SearchLag> {
  return readAsSystem(database, async (sql) => {
    const { rows } = await sql.query<{ leaves: number; oldest: Date | null; building: boolean; built: number; total: number }>(
      `select (select coalesce(max(seq) + 1, 0) from ledger_leaf) - next_seq as leaves, building is not null as building, built, total,
         (select e.at from ledger_leaf l join ledger_entry e using (record_type, record_id, version) where l.seq = next_seq) as oldest
       from search_state`,
    );
    const [state] = rows;
    // Before the first step nothing has been looked at: that is a building of nothing.
    if (state === undefined) return { leaves: 0, lag_ms: 0, built: 0, building: { total: 0 } };
    const { leaves, oldest, building, built, total } = state;
    const lag_ms = oldest === null ? 0 : Math.max(0, clock.now().getTime() - oldest.getTime());
    return { leaves, lag_ms, built, building: building ? { total: Math.max(built, total) } : null };
  });
}
