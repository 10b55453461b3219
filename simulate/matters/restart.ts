import type { EnterpriseMemo, MatterMemo } from '#simulate/memory.ts';
import { happens, monthOf } from '#simulate/season.ts';
import { inDays, insider, type Scene, schedule } from '#simulate/steps/scene.ts';
import { actOnMatter, hasOpenMajor, officeAbove, wrongOnMatter } from './hands.ts';

/** Orders to stop per enterprise and year, about; others are hardly ever stopped. */
const stops: Readonly<Record<string, number>> = {
  'coal-mine': 1.8,
  'non-coal-mine': 1,
  'hazardous-chemicals': 0.4,
  fireworks: 0.6,
  metallurgy: 0.5,
  construction: 0.3,
};

/** After the Spring Festival and the winter break, who was stopped begins again. */
const months: readonly number[] = [0.6, 1.4, 2.2, 1.6, 1, 1, 0.8, 0.8, 0.8, 0.8, 0.8, 0.6];

/** An enterprise that was stopped applies to begin again; one with a major danger open is refused. */
export async function stopAndGo(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { desk, day } = scene;
  const rate = (stops[enterprise.line] ?? 0.03) * (months[monthOf(day) - 1] ?? 1);
  if (happens(desk.random, ((rate / 250) * scene.pace) / 5)) await applyForRestart(scene, enterprise);
}

/** The head applies; with a major danger open that is tried in vain. */
export async function applyForRestart(scene: Scene, enterprise: EnterpriseMemo): Promise<void> {
  const { desk, day } = scene;
  const { random } = desk;
  const coal = enterprise.line === 'coal-mine';
  const input = {
    title: coal ? '停产整顿后恢复生产' : '停产停业整顿后恢复生产',
    stop_scope: happens(random, 0.4) ? 'whole' : 'part',
    order_number: `现决〔${day.slice(0, 4)}〕${random.int(1, 9_999)}号`,
    ordered_by: happens(random, 0.2) ? 'government' : 'department',
    order_level: happens(random, 0.85) ? 'county' : 'city',
    stopped_on: inDays(scene, -random.int(7, 60)),
    measures: '已按停产决定逐条整改，更换失效设备，重新培训上岗人员',
    self_check: '企业组织技术人员逐条自查，验收合格',
    experts: '聘请三名专家现场评估',
  };
  const wish = { actor: insider(scene, enterprise.id, 'enterprise-head'), type: 'production-restart', action: 'apply', input };
  if (hasOpenMajor(scene, enterprise.id)) await desk.wrong({ ...wish, id: desk.newId() });
  else await desk.act({ ...wish, id: desk.newId() });
}

export async function lookAtRestart(scene: Scene, matter: MatterMemo): Promise<void> {
  const { id, subject, state } = matter;
  // What came up meanwhile is put right first.
  if (hasOpenMajor(scene, subject) && state !== 'announcing') return schedule(scene, inDays(scene, 7), { what: 'matter', id });
  switch (state) {
    case 'applied':
      return check(scene, matter);
    case 'returned':
      await actOnMatter(scene, matter, insider(scene, subject ?? '', 'enterprise-head'), 'reapply', {
        measures: '按验收意见补充整改，联锁和报警全部投用',
        self_check: '再次自查验收合格',
      });
      return;
    case 'department':
      return signForDepartment(scene, matter);
    case 'mine-safety':
      return sign(scene, matter, 'sign-mine-safety', officeAbove(matter.region, 'province', 'mine-safety'), 'line-supervisor');
    case 'government':
      return sign(scene, matter, 'sign-government', matter.desk ?? '', 'leader');
    case 'announcing':
      return announce(scene, matter);
  }
}

function department(scene: Scene, matter: MatterMemo) {
  const line = scene.memory.enterprises[matter.subject ?? '']?.line ?? '';
  return scene.province.cast.officers(matter.facts.regulator ?? '', line);
}

/** The bureau checks where the department has only one who could sign. */
async function check(scene: Scene, matter: MatterMemo): Promise<void> {
  const { random } = scene.desk;
  const own = department(scene, matter);
  const actor = random.pick(own.length > 1 ? own : scene.province.cast.bureau(scene.memory.county));
  if (happens(random, 0.12)) await actOnMatter(scene, matter, actor, 'send-back', { return_reason: '现场验收发现报警未投用，退回整改' });
  else await actOnMatter(scene, matter, actor, 'check', { check_findings: '现场验收：停产决定所列问题已全部整改，具备恢复生产条件' });
}

async function signForDepartment(scene: Scene, matter: MatterMemo): Promise<void> {
  const own = department(scene, matter);
  const checker = own.find((each) => each.person === matter.facts.checked_by);
  if (checker !== undefined) await wrongOnMatter(scene, matter, checker, 'sign-department');
  const signer = own.find((each) => each.person !== matter.facts.checked_by);
  if (signer !== undefined) await actOnMatter(scene, matter, signer, 'sign-department');
}

async function sign(scene: Scene, matter: MatterMemo, action: string, office: string, role: 'leader' | 'line-supervisor'): Promise<void> {
  const there = scene.province.cast.of(office, role);
  if (there.length > 0) await actOnMatter(scene, matter, scene.desk.random.pick(there), action);
}

async function announce(scene: Scene, matter: MatterMemo): Promise<void> {
  const own = department(scene, matter);
  if (own.length === 0) return;
  const input = { announced_on: scene.day, announced_where: '本级政府网站' };
  await actOnMatter(scene, matter, scene.desk.random.pick(own), 'announce', input);
}
