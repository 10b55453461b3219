import type { Statement } from '#kernel/database/sql.ts';
import type { Settlement } from '#kernel/executor/batch.ts';
import { chainOf } from './check-job.ts';
import { asWriter, type ExchangeParts, type Job } from './job.ts';
import { inLanes } from './lanes.ts';
import { type Planned, planRows, type StagedRow } from './match.ts';
import type { Plan } from './plan.ts';
import { crosswalkStatement, detailsOf, type RowResult, resultsStatement } from './results.ts';

/** The row is not what it was when the person agreed to it. */
function otherwise(row: StagedRow, plan: Plan): RowResult {
  if (plan.kind === 'unchanged') return { number: row.number, outcome: 'unchanged', step: 'done' };
  const text = {
    zh: '核对之后情况有变，请重新导入这一行',
    en: 'Things have changed since the check; import this row again',
  };
  const problems = plan.kind === 'refused' ? plan.problems : [{ code: 'changed-since-check', text }];
  return { number: row.number, outcome: 'refused', step: 'done', problems };
}

/** What the fields were that the acts change. */
function beforeOf({ plan, record }: Planned): { readonly before?: Record<string, unknown> } {
  if (plan.kind !== 'changed' || record === null) return {};
  const names = new Set(plan.steps.flatMap((each) => Object.keys(each.input)));
  return { before: Object.fromEntries([...names].map((name) => [name, record[name] ?? null])) };
}

function resultOf(planned: Planned, settled: Settlement): RowResult {
  const { number } = planned.row;
  if (!settled.ok) return { number, outcome: 'refused', step: 'done', problems: detailsOf(settled.problem) };
  const { id, version } = settled.outcome;
  return { number, step: 'done', record_id: id, version, ...beforeOf(planned) };
}

function statements(job: Job, planned: readonly Planned[], settled: readonly Settlement[]): readonly Statement[] {
  const results: RowResult[] = [];
  const crossings = planned.flatMap((each, index) => {
    const answer = settled[index];
    if (answer === undefined) return [];
    results.push(resultOf(each, answer));
    return answer.ok ? [{ source_key: each.row.source_key, record_id: answer.outcome.id, digest: each.digest }] : [];
  });
  return [resultsStatement(job.id, results), crosswalkStatement(job, crossings)];
}

async function commitRows(on: ExchangeParts, job: Job, rows: readonly StagedRow[]): Promise<void> {
  const planned = await planRows(on, job, rows);
  const asFound = planned.filter(({ row, plan }) => row.outcome === plan.kind);
  const others = planned.filter(({ row, plan }) => row.outcome !== plan.kind).map(({ row, plan }) => otherwise(row, plan));
  if (others.length > 0) await asWriter(on.database, (sql) => sql.query(resultsStatement(job.id, others)));
  const byChain = new Map(
    asFound.flatMap((each) => {
      const chain = chainOf(job, each);
      return chain === null ? [] : [[chain, each] as const];
    }),
  );
  if (byChain.size === 0) return;
  await on.executor.batch({
    actor: job.actor,
    type: job.record_type,
    chains: [...byChain.keys()],
    also: (chains, settled) =>
      statements(
        job,
        chains.flatMap((each) => byChain.get(each) ?? []),
        settled,
      ),
  });
}

/** Takes the rows over that the check found new or changed. Row, entry and mark are of one transaction: none is done twice, none is lost. */
export async function commitJob(on: ExchangeParts, job: Job): Promise<boolean> {
  return inLanes(on, job, {
    state: 'committing',
    waiting: `step = 'checked' and outcome in ('new', 'changed')`,
    columns: 'number, input, source_key, outcome',
    work: (rows: readonly StagedRow[]) => commitRows(on, job, rows),
  });
}
