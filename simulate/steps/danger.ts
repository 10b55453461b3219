import type { Actor } from '#kernel/scope/actor.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import type { DangerMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { criteriaOn } from '#standards/major-hidden-danger-criteria.ts';
import { actOn } from './act.ts';
import { lookAtMajor } from './major.ts';
import { rectify, scheduleRectification } from './rectify.ts';
import { inDays, inWorkingDays, officerOf, type Scene, schedule } from './scene.ts';

/** Whoever owes the next act on a danger looks at it and does what is to be done. */
export async function lookAtDanger(scene: Scene, danger: DangerMemo): Promise<void> {
  switch (danger.state) {
    case 'reported':
      return decideReport(scene, danger);
    case 'planning':
      return lookAtMajor(scene, danger);
    case 'rectifying':
      return danger.level === 'major' && !(danger.received && danger.told) ? lookAtMajor(scene, danger) : rectify(scene, danger);
    case 'verifying':
      // A listed one is closed with its listing.
      return danger.listed ? undefined : verify(scene, danger);
    case 'transferring':
      return answerHandover(scene, danger);
    case 'closed':
      return reopen(scene, danger);
  }
}

async function decideReport(scene: Scene, danger: DangerMemo): Promise<void> {
  const actor = officerOf(scene, danger);
  if (danger.fate === 'dismiss') {
    const dismissed = await actOn(scene, danger, actor, 'dismiss', { dismissal_reason: '经核实不属于事故隐患，已现场答复反映人' });
    if (dismissed !== null) delete scene.memory.dangers[danger.id];
    return;
  }
  if (danger.fate === 'merge') return mergeDouble(scene, danger, actor);
  if (danger.fate === 'hand-over') return handOver(scene, danger, actor);
  return assess(scene, danger, actor);
}

async function mergeDouble(scene: Scene, danger: DangerMemo, actor: Actor): Promise<void> {
  const twin = Object.values(scene.memory.dangers).find((each) => each.twin === danger.id);
  const open = ['reported', 'planning', 'rectifying', 'verifying'];
  danger.fate = 'assess';
  if (twin === undefined || !open.includes(twin.state)) return assess(scene, danger, actor);
  await scene.desk.wrong({
    actor,
    type: 'hidden-danger',
    id: danger.id,
    action: 'merge',
    input: { merged_into: danger.id },
    version: danger.version,
  });
  if ((await actOn(scene, danger, actor, 'merge', { merged_into: twin.id })) !== null) delete scene.memory.dangers[danger.id];
}

/** To another department of the county, to its emergency bureau or to the township's station. */
async function handOver(scene: Scene, danger: DangerMemo, actor: Actor): Promise<void> {
  const { province, memory, desk } = scene;
  const code = codeOf(memory.county);
  const region = memory.enterprises[danger.subject]?.region ?? memory.county;
  const candidates = [`${code}-emergency`, `${code}-housing`, `${code}-transport`, `${code}-market`, `${codeOf(region)}-station`].filter(
    (each) => each !== danger.regulator && province.cast.officers(each, province.lineOf(each) || danger.line).length > 0,
  );
  danger.fate = 'assess';
  if (candidates.length === 0) return assess(scene, danger, actor);
  const handover_to = desk.random.pick(candidates);
  const input = { handover_to, handover_reason: '经核实属于贵单位监管职责，按职责分工移交办理' };
  if ((await actOn(scene, danger, actor, 'hand-over', input)) === null) return;
  danger.handed_to = handover_to;
  danger.line = province.lineOf(handover_to) || danger.line;
  schedule(scene, inWorkingDays(scene, desk.random.int(1, happens(desk.random, 0.9) ? 4 : 12)), { what: 'danger', id: danger.id });
}

async function answerHandover(scene: Scene, danger: DangerMemo): Promise<void> {
  const { province, desk, memory } = scene;
  const to = danger.handed_to ?? '';
  const there = province.cast.officers(to, danger.line);
  if (there.length === 0) return;
  const actor = desk.random.pick(there);
  const stranger = province.cast.bureau(memory.county).find((each) => each.org !== to);
  const { id, version } = danger;
  if (stranger !== undefined && happens(desk.random, 0.3)) {
    await desk.wrong({ actor: stranger, type: 'hidden-danger', id, action: 'accept', version });
  }
  const accepts = happens(desk.random, 0.7);
  const outcome = accepts
    ? await actOn(scene, danger, actor, 'accept')
    : await actOn(scene, danger, actor, 'decline', { return_reason: '不属于我单位监管范围，请按三定方案核对' });
  if (outcome === null) return;
  if (accepts) danger.regulator = to;
  else danger.line = province.lineOf(danger.regulator) || danger.line;
  danger.handed_to = null;
  schedule(scene, inWorkingDays(scene, desk.random.int(1, 3)), { what: 'danger', id });
}

function judgement(scene: Scene, danger: DangerMemo): Readonly<Record<string, unknown>> {
  const { desk, day } = scene;
  const { random } = desk;
  if (!happens(random, 0.06)) {
    const until = happens(random, 0.7) ? { rectify_until: inDays(scene, random.int(5, 30)) } : {};
    return { level: 'general', ...until };
  }
  const criteria = criteriaOn(day, danger.line).value;
  const ground =
    criteria.length > 0 ? { criterion: random.pick(criteria).id } : { level_reason: '可能导致群死群伤，经专家会审认定，整改难度较大' };
  return { level: 'major', ...ground };
}

export async function assess(scene: Scene, danger: DangerMemo, actor: Actor, given?: Readonly<Record<string, unknown>>): Promise<void> {
  const { desk } = scene;
  const input = given ?? judgement(scene, danger);
  const { id, version } = danger;
  if (happens(desk.random, 0.02)) {
    await desk.wrong({
      actor,
      type: 'hidden-danger',
      id,
      action: 'assess',
      input: { ...input, rectify_until: inDays(scene, -3) },
      version,
    });
    await desk.wrong({ actor, type: 'hidden-danger', id, action: 'assess', input: { level: 'major' }, version });
  }
  if ((await actOn(scene, danger, actor, 'assess', input)) === null) return;
  danger.level = input.level === 'major' ? 'major' : 'general';
  if (danger.level === 'major') {
    schedule(scene, inWorkingDays(scene, 1), { what: 'danger', id });
    return;
  }
  const until = typeof input.rectify_until === 'string' ? input.rectify_until : inDays(scene, 15);
  scheduleRectification(scene, danger, until);
}

async function verify(scene: Scene, danger: DangerMemo): Promise<void> {
  const { desk } = scene;
  const { random } = desk;
  const actor = officerOf(scene, danger);
  const { id, version } = danger;
  if (danger.rectified_by !== null && happens(random, 0.12)) {
    const both = { ...actor, person: danger.rectified_by };
    await desk.wrong({ actor: both, type: 'hidden-danger', id, action: 'verify', input: { verification: '现场复查合格' }, version });
  }
  if (danger.returned < 2 && happens(random, 0.1)) {
    const rectify_until = inDays(scene, random.int(5, 15));
    const input = { return_reason: '现场复查整改不彻底，同类问题仍然存在', rectify_until };
    if ((await actOn(scene, danger, actor, 'send-back', input)) === null) return;
    danger.returned += 1;
    scheduleRectification(scene, danger, rectify_until);
    return;
  }
  const done = await actOn(scene, danger, actor, 'verify', { verification: `现场复查：${danger.remedy}，符合要求，同意销号` });
  if (done === null) return;
  if (happens(random, 0.02)) schedule(scene, inDays(scene, random.int(10, 60)), { what: 'danger', id });
  else delete scene.memory.dangers[id];
}

async function reopen(scene: Scene, danger: DangerMemo): Promise<void> {
  const rectify_until = inDays(scene, 15);
  const input = { reopen_reason: '回头看检查发现同一问题反弹', rectify_until };
  const outcome = await actOn(scene, danger, officerOf(scene, danger), 'reopen', input);
  if (outcome !== null) scheduleRectification(scene, danger, rectify_until);
}
