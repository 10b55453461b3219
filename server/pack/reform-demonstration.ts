import { fixedClock } from '#kernel/clock/clock.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import type { Database } from '#kernel/database/sql.ts';
import { lastDayOf, quarterReported } from '#modules/reform/quarter.ts';
import { addDays } from '#standards/day.ts';
import { loadProgramme } from './reform.ts';
import { callForRules, fileLateRules, fileRules, inspectAcross, issueNotices, issuePapers } from './reform-papers.ts';
import { handInAtLast, liveQuarter, reportingDays } from './reform-reports.ts';
import { type ReformParts, reformPeople, reformStage } from './reform-stage.ts';
import { enterPeople } from './stage.ts';

const part = 'demo-reform';
const quartersLived = 4;

async function isLived(owner: Database): Promise<boolean> {
  return (await owner.query('select 1 from pack_load where part = $1 and finished', [part])).rows.length > 0;
}

/** First days of the quarters in whose beginning the reports fall, the newest last. */
function reportingStarts(until: string): readonly string[] {
  const starts: string[] = [];
  let day = until;
  while (starts.length < quartersLived) {
    const start = addDays(lastDayOf(quarterReported(day)), 1);
    starts.unshift(start);
    day = addDays(start, -1);
  }
  return starts;
}

/**
 * Lives a year of the reform programme before the counties' own history: the policy's tasks are entered, four quarters are reported on, implementing
 * rules filed, cities inspect each other. Cut off and lived again it does nothing twice; done before, it answers at once.
 * @param until `YYYY-MM-DD`, the last day of the demonstration's history.
 * @returns how many acts were taken, those of the platform itself apart.
 */
export async function liveReform(parts: ReformParts, until: string): Promise<{ readonly acts: number }> {
  const { owner } = parts;
  if (await isLived(owner)) return { acts: 0 };
  const starts = reportingStarts(until);
  const [first = until] = starts;
  // Under way since a quarter before the first that is reported on here.
  const begun = addDays(first, -80);
  await enterPeople(owner, fixedClock(startOfDay(begun)), parts.vault, reformPeople());
  const stage = reformStage(parts, begun);
  const { id: programme } = await loadProgramme(stage.platform, 'jilin');
  for (const start of starts.slice(0, -1)) await liveQuarter(stage, start, until, false);
  const last = starts.at(-1) ?? until;
  await callForRules(stage, programme, addDays(last, -50), addDays(last, -12));
  await fileRules(stage, programme, addDays(last, -30));
  await liveQuarter(stage, last, until, true);
  const end = addDays(last, reportingDays + 1);
  // So soon after the quarter nothing has come so far yet.
  if (end < addDays(until, -14)) {
    await issueNotices(stage, end, addDays(until, 8));
    await inspectAcross(stage, programme, addDays(until, -14), addDays(until, -5));
    await fileLateRules(stage, programme, addDays(until, -3));
    await handInAtLast(stage, last, addDays(until, -2));
    await issuePapers(stage, programme, addDays(until, -1));
  }
  await stage.night();
  await owner.query('insert into pack_load (part, state, finished, at) values ($1, $2, true, $3) on conflict (part) do nothing', [
    part,
    JSON.stringify({ until }),
    stage.clock.now(),
  ]);
  return { acts: stage.acts() };
}
