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
  readonly desk: string;
  readonly region: string;
  readonly line: string;
  readonly due_at: Date;
  readonly rung: number;
}

const noticeText = `insert into notice (id, at, kind, rung, desk, region, line, record_type, record_id, title, must_acknowledge)
  values ($1, $2, 'due-soon', 0, $3, $4, $5, $6, $7, $8, false)`;

/** A warning before the date: told to the desk that owes; nothing about the record changes. */
async function warn(parts: SweepParts, due: Due, days_left: number, next_at: Date | null): Promise<void> {
  const { database, clock, random, catalogue } = parts;
  const { zh, en } = catalogue.get(due.record_type).label;
  const title = { zh: `${zh}：距期限 ${days_left} 天`, en: `${en}: ${days_left} days left` };
  const values = [newId(clock, random), clock.now(), due.desk, due.region, due.line, due.record_type, due.record_id, JSON.stringify(title)];
  await database.transaction((sql) =>
    flush(sql, [
      enterWriter,
      { name: 'notice.warn', text: noticeText, values },
      {
        name: 'deadline.look-again',
        text: `update deadline set next_at = $2 where id = $1 and status = 'pending'`,
        values: [due.id, next_at],
      },
    ]),
  );
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

async function take(parts: SweepParts, due: Due): Promise<number> {
  const now = parts.clock.now();
  const { value } = ladderAt({ due_at: due.due_at, parameters: parts.parameters(now), calendar: parts.calendar(), now });
  if (value.rung > due.rung) return climb(parts, due, value.rung);
  await warn(parts, due, value.owed?.kind === 'due-soon' ? value.owed.days_left : 0, value.next_at);
  return 0;
}

/**
 * One sweep: whatever deadline is to be looked at by now is warned of or climbs the ladder. Safe beside other sweepers: a rung that another one
 * has climbed is refused.
 * @returns how many were looked at and how many rungs were climbed.
 */
export async function sweepDeadlines(parts: SweepParts, most = 500): Promise<{ readonly looked: number; readonly climbed: number }> {
  const due = await parts.database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const found = await sql.query<Due>({
      name: 'deadline.sweep',
      text: `select id, record_type, record_id, desk, region, line, due_at, rung from deadline
        where status = 'pending' and next_at <= $1 order by next_at, record_id limit $2`,
      values: [parts.clock.now(), most],
    });
    return found.rows;
  });
  let climbed = 0;
  for (const each of due) climbed += await take(parts, each);
  return { looked: due.length, climbed };
}
