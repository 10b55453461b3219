import { maybeList } from '#simulate/matters/listing.ts';
import type { DangerMemo } from '#simulate/memory.ts';
import { upload } from '#simulate/papers.ts';
import { happens } from '#simulate/season.ts';
import { actOn } from './act.ts';
import { scheduleRectification } from './rectify.ts';
import { inDays, insider, inWorkingDays, keeper, officerOf, type Scene, schedule } from './scene.ts';

/** A major danger: received by the regulator, told to the workers' congress, planned with its five settled points (五落实). */
export async function lookAtMajor(scene: Scene, danger: DangerMemo): Promise<void> {
  const { desk } = scene;
  const { id, version } = danger;
  if (!danger.received) {
    if ((await actOn(scene, danger, officerOf(scene, danger), 'receive')) === null) return;
    danger.received = true;
  } else if (!danger.told) {
    if (danger.state === 'rectifying') {
      const early = { rectification: '已完成整改' };
      await desk.wrong({ actor: keeper(scene, danger.subject), type: 'hidden-danger', id, action: 'rectify', input: early, version });
    }
    if (!(await tellCongress(scene, danger))) return;
  } else if (danger.state === 'planning') {
    if (await handInPlan(scene, danger)) await maybeList(scene, danger);
    return;
  }
  const next = danger.state === 'planning' || !(danger.received && danger.told);
  if (next) schedule(scene, inWorkingDays(scene, happens(desk.random, 0.9) ? 1 : desk.random.int(3, 10)), { what: 'danger', id });
}

export async function tellCongress(scene: Scene, danger: DangerMemo): Promise<boolean> {
  const { desk, day, files, province } = scene;
  const actor = insider(scene, danger.subject, 'workers-congress');
  const minutes = await upload(files, province.uploadFolder, actor.person, '会议纪要（示意）.png');
  const input = { congress_on: day, congress_minutes: [minutes] };
  // The minutes are their uploader's; a colleague cannot hand them in.
  const other = insider(scene, danger.subject, 'enterprise-head');
  if (happens(desk.random, 0.1)) {
    await desk.wrong({ actor: other, type: 'hidden-danger', id: danger.id, action: 'tell-congress', input, version: danger.version });
  }
  if ((await actOn(scene, danger, actor, 'tell-congress', input)) === null) return false;
  danger.told = true;
  return true;
}

/** @returns whether it was taken. */
export async function handInPlan(scene: Scene, danger: DangerMemo): Promise<boolean> {
  const { random } = scene.desk;
  const rectify_until = inDays(scene, random.int(20, 80));
  const input = {
    duty_person: '安全总监',
    measures: `${danger.remedy}；完成后组织专家验收`,
    funds: random.int(2, 300) * 100_000,
    rectify_until,
    contingency_plan: '整改期间停用相关设备设施，设置警戒和专人值守，落实应急处置方案并演练',
  };
  const actor = keeper(scene, danger.subject);
  if ((await actOn(scene, danger, actor, 'plan', input)) === null) return false;
  scheduleRectification(scene, danger, rectify_until);
  return true;
}
