import type { Actor } from '#kernel/scope/actor.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import type { EnterpriseMemo, PaperMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { addDays } from '#standards/day.ts';
import { inDays, isOnRegister, keeper, type Scene, schedule } from './scene.ts';

/** Whoever keeps a paper sees to it before it runs out, mostly; some let it lapse. It is remembered while there is something to do about it. */
function scheduleRenewal(scene: Scene, paper: PaperMemo): void {
  const { memory, lastDay } = scene;
  const { random } = scene.desk;
  const { id, expires_on } = paper;
  const draw = random.next();
  const day = draw < 0.85 ? addDays(expires_on, -random.int(10, 30)) : draw < 0.97 ? addDays(expires_on, random.int(1, 40)) : null;
  delete memory.papers[id];
  if (day === null || day > lastDay) return;
  memory.papers[id] = paper;
  schedule(scene, day, { what: 'paper', id });
}

async function filePaper(
  scene: Scene,
  enterprise: EnterpriseMemo,
  actor: Actor,
  paper: Pick<PaperMemo, 'id' | 'type' | 'index'> & { readonly input: { readonly expires_on: string } },
): Promise<void> {
  const { id, type, index, input } = paper;
  const whose = actor.subject === null ? { enterprise: enterprise.id } : {};
  const outcome = await scene.desk.act({ actor, type, id, action: 'file', input: { ...input, ...whose } });
  if (outcome === null) return;
  const { version, state } = outcome;
  scheduleRenewal(scene, { id, type, version, state, subject: enterprise.id, expires_on: input.expires_on, index });
}

export async function filePapers(
  scene: Scene,
  enterprise: EnterpriseMemo,
  actor: Actor,
  { licences, safety_staff }: Pick<DemoEnterprise, 'licences' | 'safety_staff'>,
): Promise<void> {
  for (const [index, { id, ...input }] of licences.entries())
    await filePaper(scene, enterprise, actor, { id, type: 'licence', index, input });
  for (const [index, { id, ...input }] of safety_staff.entries()) {
    await filePaper(scene, enterprise, actor, { id, type: 'safety-staff', index, input });
  }
}

function later(a: string, b: string): string {
  return a.localeCompare(b) > 0 ? a : b;
}

export async function lookAtPaper(scene: Scene, paper: PaperMemo): Promise<void> {
  const { desk, memory, day } = scene;
  const enterprise = memory.enterprises[paper.subject];
  if (paper.state !== 'valid' || !isOnRegister(enterprise)) return;
  const actor = keeper(scene, enterprise.id);
  if (paper.type === 'safety-staff' && happens(desk.random, 0.15)) return replaceStaff(scene, enterprise, paper, actor);
  const { id, type, version } = paper;
  const expires_on = addDays(later(day, paper.expires_on), 3 * 365);
  const number = `${day.slice(0, 4)}${String(desk.random.int(1, 999_999)).padStart(6, '0')}`;
  const input =
    type === 'licence' ? { number: `延〔${number}〕`, issued_on: day, expires_on } : { certificate: `JL-R-${number}`, expires_on };
  if (type === 'licence' && happens(desk.random, 0.1)) {
    await desk.wrong({ actor, type, id, action: 'renew', input: { ...input, expires_on: addDays(day, -1) }, version });
  }
  const outcome = await desk.act({ actor, type, id, action: 'renew', input, version });
  if (outcome === null) return schedule(scene, inDays(scene, 3), { what: 'paper', id });
  paper.version = outcome.version;
  paper.expires_on = expires_on;
  scheduleRenewal(scene, paper);
}

/** One leaves, another comes. */
async function replaceStaff(scene: Scene, enterprise: EnterpriseMemo, paper: PaperMemo, actor: Actor): Promise<void> {
  const { desk, memory, province, day } = scene;
  const { id, version } = paper;
  const ended = await desk.act({ actor, type: 'safety-staff', id, action: 'end', input: { ending_reason: '离职' }, version });
  if (ended === null) return;
  delete memory.papers[id];
  const before = province.enterprises[enterprise.index]?.safety_staff[paper.index];
  const input = {
    name: `${before?.name.slice(0, 1) ?? '王'}新`,
    position: before?.position ?? 'part-time',
    certificate: `JL-N-${day.slice(0, 4)}-${String(desk.random.int(1, 999_999)).padStart(6, '0')}`,
    expires_on: inDays(scene, 3 * 365),
  };
  await filePaper(scene, enterprise, actor, { id: desk.newId(), type: 'safety-staff', index: paper.index, input });
}
