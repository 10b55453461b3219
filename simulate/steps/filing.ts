import { codeOf } from '#kernel/scope/region-path.ts';
import type { DangerMemo, EnterpriseMemo, FilingMemo } from '#simulate/memory.ts';
import { happens } from '#simulate/season.ts';
import { scheduleRectification } from './rectify.ts';
import { inDays, inWorkingDays, isOnRegister, officerOf, type Scene, schedule } from './scene.ts';

export async function lookAtFiling(scene: Scene, filing: FilingMemo): Promise<void> {
  if (filing.state !== 'submitted') return;
  if (filing.type === 'enterprise-claim') return decideClaim(scene, filing);
  return decideExtension(scene, filing, scene.memory.dangers[filing.about]);
}

async function decideExtension(scene: Scene, filing: FilingMemo, danger: DangerMemo | undefined): Promise<void> {
  const { desk, memory, province } = scene;
  if (danger === undefined) return;
  const { id, version, type } = filing;
  const leaders = province.cast.of(`${codeOf(memory.county)}-government`, 'leader');
  const officer = officerOf(scene, danger);
  const major = danger.level === 'major';
  const decider = major && leaders.length > 0 ? desk.random.pick(leaders) : officer;
  if (major) await desk.wrong({ actor: officer, type, id, action: 'grant', version });
  const granted = danger.state === 'rectifying' && happens(desk.random, 0.75);
  const action = granted ? 'grant' : 'refuse';
  const input = { decision_note: granted ? '情况属实，同意延期，期间落实安全措施' : '理由不充分，不同意延期，请按原期限完成整改' };
  const outcome = await desk.act({ actor: decider, type, id, action, input, version });
  if (outcome === null) return schedule(scene, inDays(scene, 2), { what: 'filing', id });
  danger.waits_for = null;
  delete memory.filings[id];
  if (!granted) return;
  // The grant has moved the danger's date in the same transaction: an act more in its history.
  danger.version += 1;
  scheduleRectification(scene, danger, filing.until);
}

/** Somebody of the enterprise claims it with its code, and the county answers. */
export async function claim(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { desk, memory, province } = scene;
  const credit_code = province.enterprises[enterprise.index]?.credit_code ?? '';
  const actor = province.cast.claimant(credit_code);
  if (actor === undefined || enterprise.claimed) return;
  enterprise.claimed = true;
  const id = desk.newId();
  const position = happens(desk.random, 0.5) ? 'safety-manager' : 'enterprise-head';
  const input = { credit_code, position, applicant_name: '申请人', phone: '19900000000' };
  // A code of nobody: one sign of it is wrong.
  await desk.wrong({
    actor,
    type: 'enterprise-claim',
    id: desk.newId(),
    action: 'submit',
    input: { ...input, credit_code: `${credit_code.slice(0, 17)}*` },
  });
  const outcome = await desk.act({ actor, type: 'enterprise-claim', id, action: 'submit', input });
  if (outcome === null) return;
  const { version, state } = outcome;
  memory.filings[id] = {
    id,
    type: 'enterprise-claim',
    version,
    state,
    about: enterprise.id,
    subject: enterprise.id,
    until: '',
    applicant: actor.person,
  };
  schedule(scene, inWorkingDays(scene, desk.random.int(1, 6)), { what: 'filing', id });
}

async function decideClaim(scene: Scene, filing: FilingMemo): Promise<void> {
  const { desk, memory, province } = scene;
  const enterprise = memory.enterprises[filing.about];
  const actor = desk.random.pick(province.cast.bureau(memory.county));
  const { id, version, type } = filing;
  const granted = isOnRegister(enterprise) && happens(desk.random, 0.85);
  const action = granted ? 'grant' : 'refuse';
  const outcome = await desk.act({
    actor,
    type,
    id,
    action,
    input: { decision_note: granted ? '材料齐全' : '材料不足，请补充授权书' },
    version,
  });
  if (outcome === null) return schedule(scene, inDays(scene, 2), { what: 'filing', id });
  delete memory.filings[id];
  if (granted && enterprise !== undefined) enterprise.version += 1;
}
