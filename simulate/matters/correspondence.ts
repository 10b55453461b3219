import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import type { MatterMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { inDays, type Scene, schedule } from '#simulate/steps/scene.ts';
import { actOnMatter, atDesk, commissioner, isOwnOffice, wrongOnMatter } from './hands.ts';
import { unitsOf } from './papers.ts';

export async function lookAtNotice(scene: Scene, matter: MatterMemo): Promise<void> {
  if (matter.state === 'draft') return submit(scene, matter);
  if (matter.state === 'reviewing') {
    // Its number is one of an office above: in that office's hour.
    if (isOwnOffice(scene, matter.facts.issuer ?? '')) return issue(scene, matter);
    scene.above.push(matter.id);
    return;
  }
  if (matter.state === 'issued') return closeWhenAnswered(scene, matter, 'notice', matter.facts.issuer, {});
}

/** A draft that the clock has made goes out, or is void where the matter was settled meanwhile. */
async function submit(scene: Scene, matter: MatterMemo): Promise<void> {
  const { desk, memory, day } = scene;
  const { issuer, danger, due_on, by_clock } = matter.facts;
  const actor = commissioner(scene, issuer ?? '');
  if (actor === undefined) return;
  const settled = by_clock === 'true' && danger !== null && memory.dangers[danger ?? ''] === undefined;
  if (settled || happens(desk.random, 0.05)) {
    const void_reason = settled ? '该事项已办结，不再督办' : '与上级来文重复';
    await actOnMatter(scene, matter, actor, 'void', { void_reason });
    return;
  }
  const late = due_on !== null && (due_on ?? '') <= day;
  const input = by_clock === 'true' || late ? { due_on: inDays(scene, desk.random.int(10, 15)) } : {};
  await actOnMatter(scene, matter, actor, 'submit', input);
}

export async function issue(scene: Scene, matter: MatterMemo): Promise<void> {
  const { issuer, submitted_by, due_on } = matter.facts;
  const { cast } = scene.province;
  const first = cast.of(issuer ?? '', 'commission').find((each) => each.person === submitted_by);
  if (first !== undefined && happens(scene.desk.random, 0.3)) await wrongOnMatter(scene, matter, first, 'issue');
  const actor = commissioner(scene, issuer ?? '', submitted_by);
  if (actor === undefined) return;
  const late = due_on !== null && (due_on ?? '') <= scene.day;
  if (late || happens(scene.desk.random, 0.08)) {
    await actOnMatter(scene, matter, actor, 'return', { return_reason: late ? '答复期限已过，请重拟' : '主送单位和时限请再核' });
    return;
  }
  const issued = await actOnMatter(scene, matter, actor, 'issue');
  // What an office writes to all its departments is everybody's to read; what the clock drafted is about one of them.
  if (issued !== null && matter.facts.by_clock !== 'true')
    await actOnMatter(scene, matter, actor, 'publish', { review: '经审查，不涉及国家秘密、商业秘密和个人隐私，同意公开' });
}

/** Who still owes an answer, wherever they are. */
async function answersOwed(scene: Scene, field: 'notice' | 'instruction', id: string): Promise<number> {
  const text = `select count(*)::int as n from official_delivery where ${field} = $1 and state in ('sent', 'signed', 'answered')`;
  const [found] = await look(scene.province.database, systemActor, [{ name: `simulate.owed.${field}`, text, values: [id] }]);
  return Number(found?.rows[0]?.n ?? 0);
}

async function closeWhenAnswered(
  scene: Scene,
  matter: MatterMemo,
  field: 'notice' | 'instruction',
  office: string | null | undefined,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const actor = commissioner(scene, office ?? '');
  if (actor === undefined) return;
  if ((await answersOwed(scene, field, matter.id)) === 0) {
    await actOnMatter(scene, matter, actor, 'close', input);
    return;
  }
  schedule(scene, inDays(scene, scene.desk.random.int(3, 7)), { what: 'matter', id: matter.id });
}

export async function lookAtDelivery(scene: Scene, matter: MatterMemo): Promise<void> {
  const { random } = scene.desk;
  const there = atDesk(scene, matter.desk ?? '');
  if (there.length === 0) return;
  const actor = random.pick(there);
  if (matter.state === 'sent') await actOnMatter(scene, matter, actor, 'sign');
  else if (matter.state === 'signed') {
    const answer = '已对照要求逐项落实，问题已列入台账并明确责任人和完成时限，完成情况见附表';
    await actOnMatter(scene, matter, actor, 'answer', { answer });
  } else if (happens(random, 0.1)) {
    await actOnMatter(scene, matter, actor, 'return', { return_reason: '未说明完成时限，请补充', due_on: inDays(scene, 10) });
  } else await actOnMatter(scene, matter, actor, 'accept');
}

export async function lookAtInstruction(scene: Scene, matter: MatterMemo): Promise<void> {
  const office = matter.facts.office ?? '';
  const actor = commissioner(scene, office);
  if (actor === undefined) return;
  if (matter.state === 'given') {
    const units = unitsOf(scene, 3);
    const input = { units, due_on: inDays(scene, scene.desk.random.int(7, 20)) };
    await wrongOnMatter(scene, matter, actor, 'assign', { ...input, units: [{ organisation: office }] });
    if (units.length > 0) await actOnMatter(scene, matter, actor, 'assign', input);
    return;
  }
  await closeWhenAnswered(scene, matter, 'instruction', office, { outcome: '各承办单位已落实，排查发现的问题全部列入整改台账' });
}
