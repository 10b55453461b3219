import type { Chain } from '#kernel/executor/batch.ts';
import { asWriter, type ExchangeParts, type Job, originOf } from './job.ts';
import { inLanes } from './lanes.ts';
import { type Planned, planRows, type StagedRow } from './match.ts';
import { detailsOf, type RowResult, resultsStatement } from './results.ts';

/** The acts that a plan asks for. */
export function chainOf(job: Job, { row, plan, record }: Planned): Chain | null {
  if (plan.kind !== 'new' && plan.kind !== 'changed') return null;
  const target = record === null ? { id: null } : { id: record.id, version: record.version };
  return { ...target, steps: plan.steps, origin: originOf(job, row.number) };
}

function resultOf({ row, plan }: Planned): RowResult {
  if (plan.kind === 'refused') return { number: row.number, outcome: 'refused', step: 'checked', problems: plan.problems };
  return { number: row.number, outcome: plan.kind, step: 'checked' };
}

async function checkRows(on: ExchangeParts, job: Job, rows: readonly StagedRow[]): Promise<void> {
  const planned = await planRows(on, job, rows);
  const asked = planned.flatMap((each) => {
    const chain = chainOf(job, each);
    return chain === null ? [] : [{ each, chain }];
  });
  const settled = await on.executor.batch({ actor: job.actor, type: job.record_type, chains: asked.map(({ chain }) => chain), dry: true });
  const refused = new Map(
    asked.flatMap(({ each }, index): [Planned, RowResult][] => {
      const answer = settled[index];
      return answer === undefined || answer.ok
        ? []
        : [[each, { number: each.row.number, outcome: 'refused', step: 'checked', problems: detailsOf(answer.problem) }]];
    }),
  );
  const results = planned.map((each) => refused.get(each) ?? resultOf(each));
  await asWriter(on.database, (sql) => sql.query(resultsStatement(job.id, results)));
}

/** The dry run: each row is asked the same questions as a person's act, and nothing is written but what came of it. False when it was dropped. */
export async function checkJob(on: ExchangeParts, job: Job): Promise<boolean> {
  return inLanes(on, job, {
    state: 'checking',
    waiting: `step = 'read'`,
    columns: 'number, input, source_key, outcome',
    work: (rows: readonly StagedRow[]) => checkRows(on, job, rows),
  });
}
