import type { Actor } from '#kernel/scope/actor.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import { people } from './people.ts';
import type { World } from './world.ts';

interface Place {
  readonly name: string;
  readonly region: string;
  readonly line: string;
}

/** Everybody whom the listing and the papers of one enterprise need. */
function castOf({ region, line }: Place, subject: string) {
  const county = ancestorAt(region, 'county') ?? region;
  const commission: Actor = { ...people.countyCommission, org: deskAt(region, 'county', 'commission'), region: county };
  const local: Actor = { ...people.lineSupervisor, org: `office-${region.split('.').at(-1)}`, region, line };
  return {
    commission,
    local,
    second: { ...local, person: people.countySupervisor.person },
    leader: { ...people.countyLeader, region, line },
    manager: { ...people.safetyManager, subject, org: subject },
    head: { ...people.enterpriseHead, subject, org: subject },
  };
}

/** A restart, a listed major danger with its report and extension, a paper with its delivery, and an instruction, all about one enterprise. */
export async function supervise(world: World, place: Place, ids: Map<string, string>): Promise<void> {
  const subject = ids.get(place.name) ?? '';
  const { commission, local, second, leader, manager, head } = castOf(place, subject);
  const officer = people.provinceSupervisor;
  const act = async (actor: Actor, type: string, action: string, id: string | null, input: Readonly<Record<string, unknown>> = {}) =>
    (await world.platform.executor.act({ actor, type, id, action, input })).id;

  await act(head, 'production-restart', 'apply', null, {
    title: '恢复生产',
    stop_scope: 'part',
    order_number: '现决〔2026〕7号',
    ordered_by: 'department',
    order_level: 'county',
    stopped_on: '2026-03-01',
    measures: '恢复安全阀并校验，补充联锁试验',
    self_check: '企业自查验收合格',
  });
  const found = { title: '重大隐患', description: '涉及重点工艺', enterprise: subject, source: 'supervision', found_on: '2026-03-04' };
  const danger = await act(officer, 'hidden-danger', 'report', null, found);
  await act(officer, 'hidden-danger', 'assess', danger, { level: 'major', level_reason: '经专家会审认定' });
  const plan = { duty_person: '王安', measures: '整改', funds: 100, rectify_until: '2026-04-20', contingency_plan: '停用' };
  await act(manager, 'hidden-danger', 'plan', danger, plan);
  const proposal = { danger, level: 'county', grounds: '整改难度大，需政府督办协调', limit_on: '2026-06-30', duty_person: '赵' };
  const listing = await act(officer, 'listed-supervision', 'propose', null, proposal);
  // One is not published: the public may not see it although its state is one of those that are.
  const open = place.name === 'other' ? { published: false, withhold_reason: '待核实' } : { published: true };
  await act(commission, 'listed-supervision', 'list', listing, open);
  await act(manager, 'supervision-extension', 'submit', null, {
    supervision: listing,
    until: '2026-08-31',
    reason: '核心设备需进口，交货期为四个月',
    safeguards: '停用该储罐，专人值守',
  });
  const paper = {
    title: '关于安全检查的通知',
    kind: 'notice',
    body: '请于月底前完成安全检查。',
    to_enterprise: subject,
    due_on: '2026-03-20',
  };
  const notice = await act(local, 'official-notice', 'draft', null, paper);
  await act(local, 'official-notice', 'submit', notice);
  await act(second, 'official-notice', 'issue', notice);
  await act(leader, 'leader-instruction', 'give', null, { title: '加强安全检查', content: '请认真落实。', leader_name: '李' });
  ids.set(`${place.name}-listing`, listing);
  ids.set(`${place.name}-notice`, notice);
}
