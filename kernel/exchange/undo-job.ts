import type { Statement } from '#kernel/database/sql.ts';
import type { Batch, Chain, Settlement } from '#kernel/executor/batch.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { columnList, decodeRow } from '#kernel/record/codec.ts';
import type { Fields } from '#kernel/record/field.ts';
import { asWriter, type ExchangeParts, type Job, originOf, subjectOf } from './job.ts';
import { inLanes } from './lanes.ts';
import { changesTo } from './plan.ts';
import { detailsOf, type RowResult, resultsStatement } from './results.ts';

interface DoneRow {
  readonly number: number;
  readonly outcome: 'new' | 'changed';
  readonly source_key: string;
  readonly record_id: string;
  readonly version: number;
  readonly before: Readonly<Record<string, unknown>> | null;
}

const touched: Detail = {
  code: 'touched-since',
  text: { zh: '导入后已有人办理，不再撤回', en: 'Somebody has acted on it since, so it stays' },
};

async function recordsOf(on: ExchangeParts, job: Job, rows: readonly DoneRow[]): Promise<ReadonlyMap<string, Row<Fields>>> {
  const { type } = subjectOf(on, job);
  const found = await asWriter(on.database, (sql) =>
    sql.query(`select ${columnList(type)} from ${type.table} where id = any($1::uuid[])`, [rows.map((each) => each.record_id)]),
  );
  return new Map(found.rows.map((raw) => decodeRow(type, raw)).map((row) => [row.id, row]));
}

/** The acts that take a row back, or why there are none. */
function takeBack(on: ExchangeParts, job: Job, row: DoneRow, record: Row<Fields> | undefined): Chain | readonly Detail[] {
  if (record === undefined || record.version !== row.version) return [touched];
  const origin = originOf(job, row.number);
  const target = { id: row.record_id, version: row.version, origin };
  if (row.outcome === 'new') return { ...target, steps: [{ action: 'retract', input: {} }] };
  const { type, maker } = subjectOf(on, job);
  const plan = changesTo(type, maker, job.actor, record, row.before ?? {});
  if (plan.kind === 'changed') return { ...target, steps: plan.steps };
  return plan.kind === 'refused' ? plan.problems : [touched];
}

/**
 * A record that is gone is forgotten. One that has its old values back is still the one of its source, but no row of it has been taken over.
 */
function forget(job: Job, undone: readonly DoneRow[]): Statement {
  return {
    name: 'import.forget',
    text: `with gone as (
        delete from import_crosswalk where org = $1 and record_type = $2 and source = $3 and source_key = any($4::text[])
      ) update import_crosswalk set digest = decode(repeat('00', 32), 'hex')
      where org = $1 and record_type = $2 and source = $3 and source_key = any($5::text[])`,
    values: [
      job.actor.org,
      job.record_type,
      job.source,
      undone.flatMap((each) => (each.outcome === 'new' ? [each.source_key] : [])),
      undone.flatMap((each) => (each.outcome === 'changed' ? [each.source_key] : [])),
    ],
  };
}

function resultOf(row: DoneRow, settled: Settlement): RowResult {
  const { number } = row;
  if (settled.ok) return { number, step: 'undone' };
  const { problem } = settled;
  const gone = problem.code === 'stale' || problem.code === 'not-found';
  return { number, step: 'kept', problems: gone ? [touched] : detailsOf(problem) };
}

async function undoRows(on: ExchangeParts, job: Job, rows: readonly DoneRow[]): Promise<void> {
  const records = await recordsOf(on, job, rows);
  const byChain = new Map<Chain, DoneRow>();
  const kept: RowResult[] = [];
  for (const row of rows) {
    const back = takeBack(on, job, row, records.get(row.record_id));
    if ('steps' in back) byChain.set(back, row);
    else kept.push({ number: row.number, step: 'kept', problems: back });
  }
  if (kept.length > 0) await asWriter(on.database, (sql) => sql.query(resultsStatement(job.id, kept)));
  if (byChain.size === 0) return;
  const also: Batch['also'] = (chains, settled) => {
    const done = chains.flatMap((each) => byChain.get(each) ?? []);
    const results = done.flatMap((row, index) => (settled[index] === undefined ? [] : [resultOf(row, settled[index])]));
    const undone = done.filter((_, index) => settled[index]?.ok === true);
    return [resultsStatement(job.id, results), forget(job, undone)];
  };
  await on.executor.batch({ actor: job.actor, type: job.record_type, chains: [...byChain.keys()], also });
}

/** Takes back what the import made, by acts of their own; what somebody has touched since stays and is named. */
export async function undoJob(on: ExchangeParts, job: Job): Promise<boolean> {
  return inLanes(on, job, {
    state: 'undoing',
    waiting: `step = 'done' and outcome in ('new', 'changed')`,
    columns: 'number, outcome, source_key, record_id, version, before',
    backwards: true,
    work: (rows: readonly DoneRow[]) => undoRows(on, job, rows),
  });
}
