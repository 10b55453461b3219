import { type LadderParameters, ladderAt } from '#kernel/clock/ladder.ts';
import type { Sql } from '#kernel/database/sql.ts';
import type { Calendar } from '#standards/calendar.ts';
import { type Checked, checked } from './check.ts';

interface Late {
  readonly record_type: string;
  readonly record_id: string;
  readonly desk: string;
  readonly due_at: Date;
  readonly rung: number;
  readonly next_at: Date | null;
  readonly opened_at: Date;
  readonly known: boolean;
  readonly told: number;
}

export interface LadderFacts {
  readonly now: Date;
  readonly calendar: Calendar;
  readonly parameters: (moment: Date) => LadderParameters;
}

function faultOf(late: Late, { now, calendar, parameters }: LadderFacts): string | null {
  const { value } = ladderAt({ due_at: late.due_at, parameters: parameters(now), calendar, now });
  if (late.rung !== value.rung) return `stands on rung ${late.rung}; by now it is rung ${value.rung}`;
  if (late.next_at !== null && late.next_at <= now) return 'should have been looked at again by now';
  if (late.next_at === null && value.rung < parameters(now).rung_working_days.length) return 'will never be looked at again';
  if (!late.known) return `stands on the desk of nobody: ${late.desk}`;
  return late.told < late.rung ? `only ${late.told} of ${late.rung} rungs were told to anybody` : null;
}

/** Every open duty that is overdue has climbed as far as the ladder says, its desk exists, and each rung was told. */
export async function checkLadder(sql: Sql, facts: LadderFacts): Promise<Checked> {
  const { rows } = await sql.query<Late>(
    `select d.record_type, d.record_id, d.desk, d.due_at, d.rung, d.next_at, d.opened_at,
       (exists (select from organisation o where o.code = d.desk and o.valid_to is null) or exists (select from enterprise e where e.id::text = d.desk)) as known,
       (select count(distinct n.rung)::int from notice n where n.record_type = d.record_type and n.record_id = d.record_id and n.rung > 0 and n.at >= d.opened_at) as told
     from deadline d where d.status = 'pending' and (d.due_at < $1 or d.rung > 0)`,
    [facts.now],
  );
  const findings = rows.flatMap((late) => {
    const fault = faultOf(late, facts);
    return fault === null ? [] : [`${late.record_type} ${late.record_id}: ${fault}`];
  });
  return checked('ladder', rows.length, findings);
}
