import type { Statement } from '#kernel/database/sql.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';

/** $1, or what the reader would look at first: the programme last reported on, else the newest. */
const programme = `(select coalesce($1::uuid, (select r.programme from task_report r order by r.quarter desc, r.id desc limit 1),
  (select p.id from reform_programme p order by p.issued_on desc, p.id desc limit 1)))`;

/** $2, or the last quarter that was reported on. */
const quarter = `(select coalesce($2::text, (select max(r.quarter) from task_report r where r.programme = ${programme})))`;

/** Something is late when somebody owes it and its day is over at $3. */
const late = `desk is not null and due_at < $3`;

const reportCounts = ['owed', 'returned', 'submitted', 'accepted', 'waived']
  .map((state) => `count(*) filter (where state = '${state}')::int as ${state}`)
  .join(', ');

/** Reports of the quarter: in all, by unit, by system, by the year of their task. A task that stands for good has no year. */
const reportsText = `select case when grouping(unit) = 0 then 'unit' when grouping(system) = 0 then 'system' when grouping(year) = 0 then 'year' else 'all' end as by,
    coalesce(unit, system, year::text) as key, ${reportCounts}, count(*) filter (where ${late})::int as late
  from task_report where programme = ${programme} and quarter = ${quarter} group by grouping sets ((unit), (system), (year), ())`;

/** Who is late, of any quarter, longest first. */
const lateText = `select id, unit, office, title, quarter, state, due_at, rung, return_reason from task_report
  where programme = ${programme} and desk is not null and due_at < $2 order by due_at, id limit $3`;

const tasksText = `select state, system, year, count(*)::int as n from reform_task
  where programme = ${programme} group by state, system, year`;

/** Implementing rules, inspections, answers, dispatches and bulletins, each by state and whether it is late. */
const papersText = `select type, state, coalesce(desk is not null and due_at < $2, false) as is_late, count(*)::int as n from (
    select 'implementing-rule' as type, state, desk, due_at from implementing_rule where programme = ${programme}
    union all
    select 'cross-inspection', state, desk, due_at from cross_inspection where programme = ${programme}
    union all
    select 'inspection-answer', state, desk, due_at from inspection_answer where programme = ${programme}
    union all
    select 'reform-paper', state, desk, due_at from reform_paper where programme = ${programme}
  ) each group by type, state, is_late`;

const quartersText = `select distinct programme, quarter from task_report order by quarter desc limit 40`;

const programmesText = `select id as programme from reform_programme order by issued_on desc, id desc limit 40`;

const chosenText = `select ${programme} as programme, ${quarter} as quarter`;

export interface BoardQuestion {
  readonly programme: string | null;
  readonly quarter: string | null;
  readonly now: Date;
  /** The most late reports that are listed. */
  readonly most: number;
}

export const boardParts = ['chosen', 'reports', 'late', 'tasks', 'papers', 'quarters', 'programmes'] as const;

/** The board's statements in the order of `boardParts`: asked in one flush, each under the reader's own policies. */
export function boardStatements(actor: Actor, question: BoardQuestion): readonly Statement[] {
  const { programme: chosen, quarter: period, now, most } = question;
  const ask = (name: string, text: string, values: readonly unknown[]): Statement => ({
    name: planName(`reform.board.${name}`, actor),
    text,
    values: [...values],
  });
  return [
    ask('chosen', chosenText, [chosen, period]),
    ask('reports', reportsText, [chosen, period, now]),
    ask('late', lateText, [chosen, now, most]),
    ask('tasks', tasksText, [chosen]),
    ask('papers', papersText, [chosen, now]),
    ask('quarters', quartersText, []),
    ask('programmes', programmesText, []),
  ];
}
