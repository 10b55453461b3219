import { createHash } from 'node:crypto';
import { publicActor } from '#kernel/scope/actor.ts';
import type { EnterpriseMemo } from '#simulate/memory.ts';
import { isOnRegister, type Scene } from '#simulate/steps/scene.ts';
import { daysBetween } from '#standards/day.ts';

const statements = [
  ['particulars', '页面上写的生产地址是老厂区，企业今年春天已经搬到开发区新址'],
  ['licence', '许可证上个月已经换发，页面上还是旧证的编号和有效期'],
  ['particulars', '这家企业已经停业，门口贴了公告，页面上仍显示在册'],
] as const;

type Deal = 'filed' | 'checking' | 'corrected';

/** Somebody outside reports that something public about an enterprise is wrong; `deal` says how far its department has come with it. */
async function reportError(scene: Scene, enterprise: EnterpriseMemo, nth: number, deal: Deal): Promise<void> {
  const { desk, province } = scene;
  const [matter, statement] = statements[nth % statements.length] ?? statements[0];
  const id = desk.newId();
  // Nobody holds the receipt of an invented report.
  const receipt_hash = createHash('sha256').update(`simulated ${id}`).digest('hex');
  const type = 'data-correction';
  const input = { enterprise: enterprise.id, matter, statement, receipt_hash };
  const made = await desk.act({ actor: publicActor, type, id, action: 'file', input });
  const actor = province.cast.officers(enterprise.department ?? '', enterprise.line)[0];
  if (made === null || actor === undefined || deal === 'filed') return;
  const accepted = await desk.act({ actor, type, id, action: 'accept', input: {}, version: made.version });
  if (accepted === null || deal === 'checking') return;
  const answer = '已到现场核实，情况属实，登记信息已更正，感谢您的报告';
  await desk.act({ actor, type, id, action: 'correct', input: { answer }, version: accepted.version });
}

/** So many days before the last. */
const left: Readonly<Record<number, Deal>> = { 8: 'corrected', 3: 'checking', 1: 'filed', 0: 'filed' };

/** What the public has written about enterprises of the county's emergency bureau, for whoever logs in there. */
export async function leaveCorrections(scene: Scene): Promise<void> {
  const days = daysBetween(scene.day, scene.lastDay);
  const deal = left[days];
  if (deal === undefined) return;
  const there = Object.values(scene.memory.enterprises).filter(
    (each) => isOnRegister(each) && each.department?.endsWith('-emergency') === true,
  );
  const enterprise = there[days];
  if (enterprise !== undefined) await reportError(scene, enterprise, days, deal);
}
