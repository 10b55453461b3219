import { dayOf } from '#kernel/clock/zone.ts';
import type { DangerMemo } from '#simulate/memory.ts';
import { upload } from '#simulate/papers.ts';
import { happens } from '#simulate/season.ts';
import { addDays, daysBetween } from '#standards/day.ts';
import { actOn } from './act.ts';
import { inDays, inWorkingDays, keeper, type Scene, schedule } from './scene.ts';

/** When it will be put right: mostly in time, sometimes late, now and then only after an extension or when everybody has forgotten it. */
export function scheduleRectification(scene: Scene, danger: DangerMemo, until: string): void {
  const { random } = scene.desk;
  const { id } = danger;
  const days = Math.max(1, daysBetween(scene.day, until));
  const draw = random.next();
  if (draw < 0.8) schedule(scene, inDays(scene, random.int(Math.min(2, days), days)), { what: 'danger', id });
  else if (draw < 0.91) schedule(scene, addDays(until, random.int(1, 20)), { what: 'danger', id });
  else if (draw < 0.94) schedule(scene, addDays(until, random.int(30, 75)), { what: 'danger', id });
  else if (draw < 0.98) {
    schedule(scene, addDays(until, -random.int(6, 9)), { what: 'extend', id });
    schedule(scene, addDays(until, random.int(2, 20)), { what: 'danger', id });
  } else {
    schedule(scene, addDays(until, -1), { what: 'extend', id });
    schedule(scene, addDays(until, random.int(1, 6)), { what: 'danger', id });
  }
}

export async function rectify(scene: Scene, danger: DangerMemo): Promise<void> {
  const { desk, files, province } = scene;
  // While an extension is being decided nobody says that it is done.
  if (danger.waits_for !== null) return schedule(scene, inDays(scene, 3), { what: 'danger', id: danger.id });
  const actor = keeper(scene, danger.subject);
  const shown =
    danger.level === 'major' || happens(desk.random, 0.02)
      ? { photos_after: [await upload(files, province.uploadFolder, actor.person, '整改后（示意）.png')] }
      : {};
  const rectification = danger.returned > 0 ? `按复查意见再次整改：${danger.remedy}` : danger.remedy;
  if ((await actOn(scene, danger, actor, 'rectify', { rectification, ...shown })) === null) return;
  danger.rectified_by = actor.person;
  const wait = happens(desk.random, 0.92) ? desk.random.int(1, 4) : desk.random.int(6, 20);
  schedule(scene, inWorkingDays(scene, wait), { what: 'danger', id: danger.id });
}

/** The enterprise asks for more time. The platform says whether it asks in time; that it knows only when it has asked. */
export async function askForExtension(scene: Scene, danger: DangerMemo): Promise<void> {
  const { desk, memory, province, day } = scene;
  if (danger.state !== 'rectifying' || danger.due_at === null || danger.waits_for !== null || danger.listed) return;
  const due_day = dayOf(new Date(danger.due_at));
  const actor = keeper(scene, danger.subject);
  const until = addDays(due_day, desk.random.int(5, 30));
  const input = {
    danger: danger.id,
    until,
    reason: '所需设备到货延迟，且正值生产检修窗口，需延长整改时间',
    safeguards: '停用相关设备，设置警戒线，安排专人每班巡查并记录',
  };
  const id = desk.newId();
  const late = province.calendar.countWorkingDays(day, due_day).value < 3;
  if (late) return desk.wrong({ actor, type: 'deadline-extension', id, action: 'submit', input });
  await desk.wrong({
    actor,
    type: 'deadline-extension',
    id: desk.newId(),
    action: 'submit',
    input: { ...input, until: addDays(due_day, -1) },
  });
  const outcome = await desk.act({ actor, type: 'deadline-extension', id, action: 'submit', input });
  if (outcome === null) return;
  const { version, state } = outcome;
  const about = danger.id;
  memory.filings[id] = { id, type: 'deadline-extension', version, state, about, subject: danger.subject, until, applicant: actor.person };
  danger.waits_for = id;
  await desk.wrong({ actor, type: 'deadline-extension', id: desk.newId(), action: 'submit', input });
  const wait = happens(desk.random, 0.9) ? desk.random.int(1, 4) : desk.random.int(6, 12);
  schedule(scene, inWorkingDays(scene, wait), { what: 'filing', id });
}
