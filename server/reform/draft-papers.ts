import { startOfDay } from '#kernel/clock/zone.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { monthBefore } from '#modules/reform/paper/period.ts';
import { lastDayOf, quarterOf, quarterReported } from '#modules/reform/quarter.ts';
import type { Platform } from '#server/platform.ts';
import { addDays } from '#standards/day.ts';

interface Wanted {
  readonly kind: 'dispatch' | 'bulletin';
  readonly period: string;
  /** The first day on which it is over. */
  readonly over: string;
}

/** The month that is over; and the quarter that is over, once the month in which its reports come in is over as well. */
function wantedOn(today: string): readonly Wanted[] {
  const month: Wanted = { kind: 'dispatch', period: monthBefore(today), over: `${today.slice(0, 7)}-01` };
  const quarter = quarterReported(today);
  const over = addDays(lastDayOf(quarter), 1);
  const reported = quarterOf(`${monthBefore(today)}-01`) === quarterOf(today);
  return reported ? [month, { kind: 'bulletin', period: quarter, over }] : [month];
}

/** Running programmes that stood before a period was over and have no paper on it; one that was made void is not drafted again. */
const missingText = `select p.id as programme, wanted.kind, wanted.period from reform_programme p
  join unnest($1::text[], $2::text[], $3::timestamptz[]) as wanted (kind, period, over) on p.opened_at < wanted.over
  where p.state = 'running'
    and not exists (select from reform_paper r where r.programme = p.id and r.kind = wanted.kind and r.period = wanted.period)
  order by p.id, wanted.kind`;

/**
 * Lays the drafts of 月调度 and 季通报 (吉发〔2017〕26号 第三十四条) on the desk of the office when their time has come. Done again it adds nothing.
 * @returns how many were drafted.
 */
export async function draftPapers({ database, executor }: Pick<Platform, 'database' | 'executor'>, today: string): Promise<number> {
  const wanted = wantedOn(today);
  const values = [wanted.map((each) => each.kind), wanted.map((each) => each.period), wanted.map((each) => startOfDay(each.over))];
  const [found] = await look(database, systemActor, [{ name: 'reform.papers-missing', text: missingText, values }]);
  let drafted = 0;
  for (const { programme, kind, period } of found?.rows ?? []) {
    const over = wanted.find((each) => each.kind === kind)?.over ?? today;
    const id = derivedId(startOfDay(over), `reform-paper ${String(programme)} ${String(kind)} ${String(period)}`);
    const request = { actor: systemActor, type: 'reform-paper', id, action: 'draft-by-clock', input: { programme, kind, period } };
    await executor.act(request).then(
      () => {
        drafted += 1;
      },
      (error: unknown) => {
        // Drafted by somebody, or the programme closed, since the look.
        if (!(error instanceof Problem)) throw error;
      },
    );
  }
  return drafted;
}
