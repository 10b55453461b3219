import type { Clock } from '#kernel/clock/clock.ts';
import { type LadderParameters, ladderAt } from '#kernel/clock/ladder.ts';
import { newId, type Random } from '#kernel/clock/random.ts';
import { flush } from '#kernel/database/flush.ts';
import type { Database } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Calendar } from '#standards/calendar.ts';
import type { Catalogue } from './catalogue.ts';
import type { Executor } from './executor.ts';

export interface SweepParts {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly random: Random;
  readonly calendar: () => Calendar;
  readonly parameters: (moment: Date) => LadderParameters;
}

interface Due {
  readonly id: string;
  readonly record_type: string;
  readonly record_id: string;
  readonly due_at: Date;
  readonly rung: number;
}

interface Warning {
  readonly due: Due;
  /** Null: no warning has fallen, as when the ladder was changed; the date is only looked at again later. */
  readonly days_left: number | null;
  readonly next_at: Date | null;
}

/** Only a date that nobody has moved on meanwhile is warned of, so that two sweepers at once warn once. */
const warnText = `with warned as (
    select * from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::jsonb[]) as each (deadline, notice, next_at, title)
  ), moved as (
    update deadline d set next_at = w.next_at from warned w where d.id = w.deadline and d.status = 'pending' and d.next_at <= $1
      returning d.*, w.notice, w.title
  )
  insert into notice (id, at, kind, rung, desk, region, line, record_type, record_id, title, must_acknowledge)
    select notice, $1, 'due-soon', 0, desk, region, line, record_type, record_id, title, false from moved where title is not null order by notice`;

/** Warnings before the date: told to the desks that owe; nothing about the records changes. All of a sweep in one transaction. */
async function warn(parts: SweepParts, warnings: readonly Warning[]): Promise<void> {
  const { database, clock, random, catalogue } = parts;
  if (warnings.length === 0) return;
  const titles = warnings.map(({ due, days_left }) => {
    if (days_left === null) return null;
    const { zh, en } = catalogue.get(due.record_type).label;
    return JSON.stringify({ zh: `${zh}：距期限 ${days_left} 天`, en: `${en}: ${days_left} days left` });
  });
  const values = [
    clock.now(),
    warnings.map(({ due }) => due.id),
    warnings.map(() => newId(clock, random)),
    warnings.map(({ next_at }) => next_at),
    titles,
  ];
  await database.transaction((sql) => flush(sql, [enterWriter, { name: 'notice.warn', text: warnText, values }]));
}

/** Climbs every rung that is owed by now, an act each; a record that moved on meanwhile has no date any more and is left alone. */
async function climb(parts: SweepParts, due: Due, rung: number): Promise<number> {
  let climbed = 0;
  for (let next = due.rung + 1; next <= rung; next += 1) {
    try {
      await parts.executor.act({ actor: systemActor, type: due.record_type, id: due.record_id, action: 'escalate', input: { rung: next } });
      climbed += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return climbed;
    }
  }
  return climbed;
}

/** Climbs go side by side: each waits for the disk once, and together they wait hardly longer than one. */
const climbers = 4;

/**
 * One sweep: whatever deadline is to be looked at by now is warned of or climbs the ladder. Safe beside other sweepers: a rung that another one
 * has climbed is refused.
 * @returns how many were looked at and how many rungs were climbed.
 */
export async function sweepDeadlines(parts: SweepParts, most = 500): Promise<{ readonly looked: number; readonly climbed: number }> {
  const now = parts.clock.now();
  const found = await parts.database.transaction(async (sql) => {
    const [, result] = await flush(sql, [
      enterWriter,
      {
        name: 'deadline.sweep',
        text: `select id, record_type, record_id, due_at, rung from deadline
          where status = 'pending' and next_at <= $1 order by next_at, record_id limit $2`,
        values: [now, most],
      },
    ]);
    // The columns are those of the statement above.
    return (result?.rows ?? []) as unknown as readonly Due[];
  });
  const warnings: Warning[] = [];
  const late: { readonly due: Due; readonly rung: number }[] = [];
  for (const due of found) {
    const { value } = ladderAt({ due_at: due.due_at, parameters: parts.parameters(now), calendar: parts.calendar(), now });
    if (value.rung > due.rung) late.push({ due, rung: value.rung });
    else warnings.push({ due, days_left: value.owed?.kind === 'due-soon' ? value.owed.days_left : null, next_at: value.next_at });
  }
  await warn(parts, warnings);
  let climbed = 0;
  let next = 0;
  async function climber(): Promise<void> {
    for (let each = late[next++]; each !== undefined; each = late[next++]) {
      const rungs = await climb(parts, each.due, each.rung);
      climbed += rungs;
    }
  }
  await Promise.all(Array.from({ length: climbers }, climber));
  return { looked: found.length, climbed };
}
