import { lastDayOf, quarterReported } from '#modules/reform/quarter.ts';
import { oweReports } from '#server/reform/owe-reports.ts';
import { addDays } from '#standards/day.ts';
import { goTo, type ReformStage } from './reform-stage.ts';

/** What happens to one report, in days after its quarter. */
interface Course {
  readonly handedIn: number | null;
  /** Sent back at the review, and when it is handed in again; null for one that was not sent back. */
  readonly again?: number | 'never';
  readonly reviewed: number | null;
}

/** The fiction of a unit's report; the tasks themselves are the policy's. */
const done: readonly string[] = [
  '召开专题会议部署，明确牵头处室和年度节点，完成情况摸底。',
  '修订工作制度一项，印发到市县，并组织了两期培训。',
  '会同有关部门开展联合检查，发现的问题已列出清单，逐项落实责任。',
  '建立季度会商机制，完成风险点位台账更新，数据已同步共享。',
];
const next: readonly string[] = ['下季度对市县落实情况进行抽查。', '完善配套标准，报请审定后印发。', '督促问题清单整改，形成评估报告。'];
const problems: readonly string[] = ['基层专业人员不足。', '部门间数据口径尚未统一。', '部分县区配套资金到位较慢。'];
const reasons: readonly string[] = ['进展表述笼统，请补充具体数据和佐证。', '未附会议纪要、文件等佐证材料。'];

/** In ordinary quarters a few are a day or two late and a few are sent back; whoever is late is different each time. */
function courseOf(random: ReformStage['random']): Course {
  const lot = random.next();
  if (lot < 0.08) return { handedIn: random.int(16, 17), reviewed: 21 };
  const handedIn = random.int(2, 12);
  if (lot < 0.16) return { handedIn, reviewed: 18, again: random.int(20, 22) };
  return { handedIn, reviewed: random.int(14, 20) };
}

/** The last quarter is the one that the board shows: some have never reported, some were sent back and are silent. */
function lastCourseOf(index: number, random: ReformStage['random']): Course {
  if (index % 15 === 4) return { handedIn: null, reviewed: null };
  if (index % 17 === 7 || index % 13 === 2) return { handedIn: random.int(8, 12), reviewed: 24, again: 'never' };
  return courseOf(random);
}

interface Owed {
  readonly id: string;
  readonly unit: string;
  readonly course: Course;
}

async function handIn(stage: ReformStage, { id, unit }: Pick<Owed, 'id' | 'unit'>): Promise<void> {
  const { random } = stage;
  const actor = stage.speakerOf(unit);
  const evidence = random.next() < 0.35 ? [await stage.evidence(actor, '工作佐证.png')] : [];
  const input = {
    progress: 'under-way',
    done: random.pick(done),
    next_steps: random.pick(next),
    ...(random.next() < 0.4 ? { problems: random.pick(problems) } : {}),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
  await stage.act(actor, 'task-report', 'submit', id, input);
}

/** The acts of one report that fall on one day after the quarter. */
async function play(stage: ReformStage, owed: Owed, day: number): Promise<void> {
  const { handedIn, reviewed, again } = owed.course;
  const [officer] = stage.cast.of('220000-commission', 'commission');
  if (officer === undefined) throw new Error('nobody sits in the safety commission office of the province');
  const act = (action: string, input = {}) => stage.act(officer, 'task-report', action, owed.id, input);
  if (day === handedIn) await handIn(stage, owed);
  if (day === reviewed && again === undefined) await act('accept');
  if (day === reviewed && again !== undefined) await act('return', { return_reason: stage.random.pick(reasons) });
  if (day === again) await handIn(stage, owed);
  if (typeof again === 'number' && day === again + 3) await act('accept');
}

/** How many days after a quarter something may still happen. */
export const reportingDays = 36;

/** Lives the reporting on the quarter that is over at `firstDay`, up to `until`. */
export async function liveQuarter(stage: ReformStage, firstDay: string, until: string, last: boolean): Promise<void> {
  goTo(stage, firstDay);
  await oweReports(stage.platform, firstDay, 1_000);
  const quarter = quarterReported(firstDay);
  // In the order of the tasks, whatever has become of them since: the same when the year is lived again.
  const rows = await stage.rows('select id, unit from task_report where quarter = $1 order by task, unit', [quarter]);
  const owed = rows.map(
    ({ id, unit }, index): Owed => ({
      id: String(id),
      unit: String(unit),
      course: last ? lastCourseOf(index, stage.random) : courseOf(stage.random),
    }),
  );
  for (let day = 1; day <= reportingDays; day += 1) {
    const today = addDays(lastDayOf(quarter), day);
    if (today > until) return;
    goTo(stage, today);
    for (const each of owed) await play(stage, each, day);
    await stage.night();
  }
}

/** Handed in again only now: what waits for its review when the history ends. */
export async function handInAtLast(stage: ReformStage, firstDay: string, day: string): Promise<void> {
  goTo(stage, day);
  const quarter = quarterReported(firstDay);
  // Sent back by then, or handed in by an earlier life of this very day.
  const rows = await stage.rows(
    `select id, unit from task_report where quarter = $1 and (state = 'returned' or submitted_on >= $2) order by task, unit`,
    [quarter, day],
  );
  for (const [index, { id, unit }] of rows.entries()) {
    if (index % 2 === 0) await handIn(stage, { id: String(id), unit: String(unit) });
  }
}
