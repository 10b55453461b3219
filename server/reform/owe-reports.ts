import { derivedId } from '#kernel/executor/derived-id.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { lastDayOf, quarterReported } from '#modules/reform/quarter.ts';
import { unitGroups } from '#modules/reform/units.ts';
import type { Platform } from '#server/platform.ts';

/**
 * Who has yet to owe a report: every organisation that stands today behind a line of a task under way, a group spelt out into its organisations
 * inside the area of the office, less those that owe or have reported already. $1 quarter, $2 its last day, $3 to $5 the groups, $6 at most.
 */
const missingText = `with unit as (
    select t.id as task, item ->> 'organisation' as code from reform_task t, jsonb_array_elements(t.units) item
      where t.state in ('open', 'standing') and t.begun_on <= $2
    union
    select t.id, o.code from reform_task t, jsonb_array_elements(t.units) item
      join unnest($3::text[], $4::text[], $5::integer[]) as meant (name, kind, level) on meant.name = item ->> 'group'
      join organisation o on o.kind = meant.kind and o.level = meant.level
      where t.state in ('open', 'standing') and t.begun_on <= $2 and (o.region = t.region or starts_with(o.region, t.region || '.')))
  select unit.task, unit.code from unit join organisation o on o.code = unit.code and o.valid_to is null
    where not exists (select from task_report r where r.quarter = $1 and r.task = unit.task and r.unit = unit.code)
    order by unit.task, unit.code limit $6`;

const groups = Object.entries(unitGroups).flatMap(([name, { kinds, levels }]) =>
  kinds.flatMap((kind) => levels.map((level) => ({ name, kind, level }))),
);

/**
 * Lets every responsible unit owe its report on the quarter that is over (吉发〔2017〕26号 第三十二条: 每季度初). Done again it adds nothing; beside
 * another one it does nothing twice.
 * @returns how many came to be owed; `most` when there are more.
 */
export async function oweReports(
  { database, executor }: Pick<Platform, 'database' | 'executor'>,
  today: string,
  most = 200,
): Promise<number> {
  const quarter = quarterReported(today);
  const values = [
    quarter,
    lastDayOf(quarter),
    groups.map((each) => each.name),
    groups.map((each) => each.kind),
    groups.map((each) => each.level),
    most,
  ];
  const [found] = await look(database, systemActor, [{ name: 'reform.missing', text: missingText, values }]);
  let owed = 0;
  for (const { task, code } of found?.rows ?? []) {
    // A moment that the quarter gives, so that the id is the same whenever and by whomever this is done.
    const id = derivedId(new Date(`${lastDayOf(quarter)}T16:00:00.000Z`), `task-report ${String(task)} ${String(code)}`);
    const request = { actor: systemActor, type: 'task-report', id, action: 'owe', input: { task, unit: code, quarter } };
    await executor.act(request).then(
      () => {
        owed += 1;
      },
      (error: unknown) => {
        // Settled, abolished or asked for by another worker since the look.
        if (!(error instanceof Problem)) throw error;
      },
    );
  }
  return owed;
}
