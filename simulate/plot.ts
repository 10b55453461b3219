import { codeOf } from '#kernel/scope/region-path.ts';
import { addDays, daysBetween } from '#standards/day.ts';
import { criteriaOn } from '#standards/major-hidden-danger-criteria.ts';
import { proposeListing } from './matters/listing.ts';
import type { DangerMemo, EnterpriseMemo } from './memory.ts';
import { forget } from './memory.ts';
import { actOn } from './steps/act.ts';
import { claim } from './steps/filing.ts';
import { handInPlan, tellCongress } from './steps/major.ts';
import { askForExtension } from './steps/rectify.ts';
import { report } from './steps/report.ts';
import { inDays, keeper, officerOf, type Scene } from './steps/scene.ts';

type Move =
  | 'report'
  | 'patrol'
  | 'assess'
  | 'assess-late'
  | 'assess-soon'
  | 'assess-major'
  | 'receive'
  | 'tell'
  | 'plan'
  | 'propose'
  | 'rectify'
  | 'ask'
  | 'to-station'
  | 'accept';

/** A danger whose course is written beforehand: which move so many days before the last one. Nothing else happens to it. */
export interface Plot {
  readonly name: string;
  readonly where: (enterprise: EnterpriseMemo) => boolean;
  readonly moves: readonly (readonly [daysLeft: number, move: Move])[];
}

async function answerAtStation(scene: Scene, danger: DangerMemo): Promise<void> {
  const station = danger.handed_to ?? '';
  const actor = scene.province.cast.officers(station, danger.line)[0];
  if (actor !== undefined && (await actOn(scene, danger, actor, 'accept')) !== null) danger.regulator = station;
}

async function toStation(scene: Scene, danger: DangerMemo): Promise<void> {
  const region = scene.memory.enterprises[danger.subject]?.region ?? '';
  const handover_to = `${codeOf(region.split('.').slice(0, 4).join('.'))}-station`;
  const input = { handover_to, handover_reason: '日常监管由属地街道负责，按职责分工移交' };
  if ((await actOn(scene, danger, officerOf(scene, danger), 'hand-over', input)) !== null) danger.handed_to = handover_to;
}

async function assess(scene: Scene, danger: DangerMemo, rectify_until: string): Promise<void> {
  const done = await actOn(scene, danger, officerOf(scene, danger), 'assess', { level: 'general', rectify_until });
  if (done !== null) danger.level = 'general';
}

async function assessMajor(scene: Scene, danger: DangerMemo): Promise<void> {
  const criterion = criteriaOn(scene.day, danger.line).value[0]?.id;
  const ground = criterion === undefined ? { level_reason: '可能导致群死群伤，经专家会审认定' } : { criterion };
  const done = await actOn(scene, danger, officerOf(scene, danger), 'assess', { level: 'major', ...ground });
  if (done !== null) danger.level = 'major';
}

async function rectify(scene: Scene, danger: DangerMemo): Promise<void> {
  const actor = keeper(scene, danger.subject);
  if ((await actOn(scene, danger, actor, 'rectify', { rectification: danger.remedy })) !== null) danger.rectified_by = actor.person;
}

async function take(scene: Scene, danger: DangerMemo, move: Move): Promise<void> {
  const { lastDay } = scene;
  if (move === 'assess') await assess(scene, danger, addDays(lastDay, 9));
  else if (move === 'assess-soon') await assess(scene, danger, addDays(lastDay, 6));
  else if (move === 'assess-late') await assess(scene, danger, inDays(scene, 4));
  else if (move === 'assess-major') await assessMajor(scene, danger);
  else if (move === 'receive') await actOn(scene, danger, officerOf(scene, danger), 'receive');
  else if (move === 'tell') danger.told = await tellCongress(scene, danger);
  else if (move === 'plan') await handInPlan(scene, danger);
  else if (move === 'propose') await proposeListing(scene, danger, 'county');
  else if (move === 'rectify') await rectify(scene, danger);
  else if (move === 'ask') await askForExtension(scene, danger);
  else if (move === 'to-station') await toStation(scene, danger);
  else if (move === 'accept') await answerAtStation(scene, danger);
}

/** Plays the moves of the day. A plot whose county has no such enterprise is not played. */
export async function playPlots(scene: Scene, plots: readonly Plot[]): Promise<void> {
  const { memory, day, lastDay } = scene;
  const left = daysBetween(day, lastDay);
  for (const { name, where, moves } of plots) {
    const move = moves.find(([days]) => days === left)?.[1];
    if (move === undefined) continue;
    if (move === 'report' || move === 'patrol') {
      const candidates = Object.values(memory.enterprises).filter((each) => each.state === 'active' && where(each));
      const enterprise = candidates[Object.keys(memory.plot).length % Math.max(1, candidates.length)];
      if (enterprise === undefined) continue;
      const danger = await report(scene, enterprise, { fate: 'assess', finder: move === 'patrol' ? 'patrol' : 'supervision' });
      if (danger !== null) memory.plot[name] = danger.id;
    } else {
      const danger = memory.dangers[memory.plot[name] ?? ''];
      if (danger !== undefined) await take(scene, danger, move);
    }
    const { dangers, plot } = memory;
    const danger = dangers[plot[name] ?? ''];
    if (danger === undefined) continue;
    forget(memory, danger.id);
    if (danger.waits_for !== null) forget(memory, danger.waits_for);
  }
}

/** Leaves a claim for the bureau to decide. */
export async function leaveClaim(scene: Scene, where: (enterprise: EnterpriseMemo) => boolean): Promise<void> {
  const { memory, province } = scene;
  const free = Object.values(memory.enterprises).find((each) => {
    const code = province.enterprises[each.index]?.credit_code ?? '';
    return each.state === 'active' && !each.claimed && where(each) && province.cast.claimant(code) !== undefined;
  });
  if (free === undefined) return;
  await claim(scene, free);
  for (const filing of Object.values(memory.filings)) if (filing.about === free.id) forget(memory, filing.id);
}
