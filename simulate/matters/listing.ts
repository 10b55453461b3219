import { codeOf } from '#kernel/scope/region-path.ts';
import { pickWeighted } from '#packs/tools/seeded.ts';
import type { DangerMemo, MatterMemo } from '#simulate/memory.ts';
import { upload } from '#simulate/papers.ts';
import { happens } from '#simulate/season.ts';
import { inDays, insider, keeper, officerOf, type Scene, schedule } from '#simulate/steps/scene.ts';
import { daysBetween } from '#standards/day.ts';
import { makeUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { actOnMatter, commissioner, hasOpenMajor, isOwnOffice, officeAbove, relearn, wrongOnMatter } from './hands.ts';

const levels = ['county', 'city', 'province'] as const;

/** About half of the major dangers are proposed for listing, a few of them at a higher level. */
export async function maybeList(scene: Scene, danger: DangerMemo): Promise<void> {
  const { random } = scene.desk;
  if (!happens(random, 0.55)) return;
  await proposeListing(
    scene,
    danger,
    pickWeighted(random, levels, (each) => ({ county: 75, city: 20, province: 5 })[each]),
  );
}

export async function proposeListing(scene: Scene, danger: DangerMemo, level: (typeof levels)[number]): Promise<void> {
  const { desk } = scene;
  const { random } = desk;
  const input = {
    danger: danger.id,
    level,
    grounds: '涉及重点环节，一旦失控可能造成群死群伤，整改涉及多个部门，需挂牌督办',
    requirements: '严格落实五落实方案；整改期间停用相关设备设施；按季报告进展',
    limit_on: inDays(scene, random.int(60, 180)),
    duty_person: '分管负责人',
  };
  const actor = officerOf(scene, danger);
  await desk.wrong({ actor: keeper(scene, danger.subject), type: 'listed-supervision', id: desk.newId(), action: 'propose', input });
  await desk.act({ actor, type: 'listed-supervision', id: desk.newId(), action: 'propose', input });
}

function levelOf({ facts }: MatterMemo): (typeof levels)[number] {
  return levels.find((each) => each === facts.level) ?? 'county';
}

/** Whether the next act takes a number of an office above the county. */
function takesNumberAbove(scene: Scene, matter: MatterMemo): boolean {
  const { state, desk } = matter;
  return (state === 'proposed' || state === 'delisting') && desk !== null && !isOwnOffice(scene, desk);
}

export async function lookAtListing(scene: Scene, matter: MatterMemo): Promise<void> {
  if (takesNumberAbove(scene, matter)) {
    scene.above.push(matter.id);
    return;
  }
  switch (matter.state) {
    case 'proposed':
      return decideProposal(scene, matter);
    case 'returned':
      return mend(scene, matter);
    case 'listed':
      return whileListed(scene, matter);
    case 'appraising':
      return appraise(scene, matter);
    case 'checking':
      return check(scene, matter);
    case 'countersigning':
      return confirm(scene, matter);
    case 'delisting':
      return delist(scene, matter);
  }
}

/** The same, in the hour of the offices above; a listing that drags on is raised there. */
export async function listingAbove(scene: Scene, matter: MatterMemo): Promise<void> {
  if (matter.state === 'proposed') return decideProposal(scene, matter);
  if (matter.state === 'delisting') return delist(scene, matter);
  if (matter.state === 'listed') return raise(scene, matter);
}

async function decideProposal(scene: Scene, matter: MatterMemo): Promise<void> {
  const { random } = scene.desk;
  const { facts } = matter;
  const danger = scene.memory.dangers[facts.danger ?? ''];
  const actor = commissioner(scene, matter.desk ?? '', facts.proposed_by);
  if (actor === undefined) return;
  const open = danger?.state === 'planning' || danger?.state === 'rectifying';
  if (!open || happens(random, 0.08)) {
    const return_reason = open ? '挂牌理由不充分，请补充专家意见' : '隐患已报告整改完成，请直接复查';
    await actOnMatter(scene, matter, actor, 'return', { return_reason });
    return;
  }
  if (levelOf(matter) !== 'county') {
    const below = commissioner(scene, officeAbove(scene.memory.county, 'county', 'commission'));
    if (below !== undefined) await wrongOnMatter(scene, matter, below, 'list', { published: true });
  }
  const input = happens(random, 0.92) ? { published: true } : { published: false, withhold_reason: '涉及商业秘密，暂不公布' };
  if ((await actOnMatter(scene, matter, actor, 'list', input)) !== null) await relearn(scene, facts.danger);
}

async function mend(scene: Scene, matter: MatterMemo): Promise<void> {
  const danger = scene.memory.dangers[matter.facts.danger ?? ''];
  const { cast } = scene.province;
  const office = matter.facts.proposer ?? '';
  const there = [...cast.officers(office, danger?.line ?? ''), ...cast.of(office, 'commission')];
  if (there.length === 0) return;
  const actor = scene.desk.random.pick(there);
  const open = danger?.state === 'planning' || danger?.state === 'rectifying';
  if (!open) await actOnMatter(scene, matter, actor, 'withdraw');
  else
    await actOnMatter(scene, matter, actor, 'resubmit', {
      grounds: '经专家会审，整改涉及多个部门，需挂牌督办，附专家意见',
      limit_on: inDays(scene, 120),
    });
}

async function whileListed(scene: Scene, matter: MatterMemo): Promise<void> {
  const { desk, memory, day } = scene;
  const { facts, subject } = matter;
  if (subject === null) return;
  const danger = memory.dangers[facts.danger ?? ''];
  if (facts.received_on === null) {
    await actOnMatter(scene, matter, keeper(scene, subject), 'receive');
    return;
  }
  if (danger?.state === 'verifying') return apply(scene, matter);
  schedule(scene, inDays(scene, desk.random.int(3, 8)), { what: 'matter', id: matter.id });
  const left = daysBetween(day, facts.limit_on ?? day);
  if (left < -10 && levelOf(matter) === 'county') scene.above.push(matter.id);
  else if (left > 28 && left < 60 && facts.$asked === undefined && happens(desk.random, 0.25)) await askForExtension(scene, matter);
}

async function askForExtension(scene: Scene, matter: MatterMemo): Promise<void> {
  const { desk } = scene;
  matter.facts = { ...matter.facts, $asked: scene.day };
  const input = {
    supervision: matter.id,
    until: inDays(scene, desk.random.int(75, 120)),
    reason: '所需设备到货延迟，且正值生产检修窗口，需延长治理时间',
    safeguards: '停用相关设备，设置警戒线，安排专人每班巡查并记录',
  };
  const actor = keeper(scene, matter.subject ?? '');
  const type = 'supervision-extension';
  await desk.wrong({ actor, type, id: desk.newId(), action: 'submit', input: { ...input, until: inDays(scene, 1) } });
  await desk.act({ actor, type, id: desk.newId(), action: 'submit', input });
}

/** Somebody who put it right, or who looks at it: a firm that exists nowhere. */
function firm(scene: Scene): string {
  const body = `MBT${String(scene.desk.random.int(0, 99_999)).padStart(5, '0')}`;
  return makeUnifiedSocialCreditCode({ authority: '9', category: '1', region: codeOf(scene.memory.county), body });
}

async function apply(scene: Scene, matter: MatterMemo): Promise<void> {
  const rectifier_code = firm(scene);
  const input = { rectifier_name: '某某安装工程有限公司', rectifier_code, affiliates: [{ name: '某某检测有限公司', code: firm(scene) }] };
  await actOnMatter(scene, matter, keeper(scene, matter.subject ?? ''), 'apply', input);
}

async function appraise(scene: Scene, matter: MatterMemo): Promise<void> {
  const { desk, files, province, day } = scene;
  const actor = insider(scene, matter.subject ?? '', 'safety-manager');
  const appraisal_report = [await upload(files, province.uploadFolder, actor.person, '评估报告（示意）.png')];
  const met = happens(desk.random, 0.88);
  const input = { appraiser_name: '某某安全评价有限公司', appraised_on: day, appraisal_report };
  const self = { ...input, appraisal: 'met', appraiser_code: matter.facts.rectifier_code };
  await wrongOnMatter(scene, matter, actor, 'appraise', self);
  const appraisal = met ? 'met' : 'not-met';
  const done = await actOnMatter(scene, matter, actor, 'appraise', { ...input, appraisal, appraiser_code: firm(scene) });
  if (done !== null && !met) await putRightAgain(scene, matter, matter.facts.limit_on ?? day);
}

/** The danger has come back from its check: it is put right once more. */
async function putRightAgain(scene: Scene, matter: MatterMemo, until: string): Promise<void> {
  const danger = await relearn(scene, matter.facts.danger);
  if (danger === undefined) return;
  danger.returned += 1;
  const day = daysBetween(scene.day, until) > 6 ? inDays(scene, scene.desk.random.int(3, 6)) : inDays(scene, 2);
  schedule(scene, day, { what: 'danger', id: danger.id });
}

async function check(scene: Scene, matter: MatterMemo): Promise<void> {
  const actor = commissioner(scene, matter.facts.issuer ?? '');
  if (actor === undefined) return;
  if (happens(scene.desk.random, 0.1)) {
    const limit_on = inDays(scene, 30);
    const done = await actOnMatter(scene, matter, actor, 'send-back', { return_reason: '现场核查联锁未投用，治理不彻底', limit_on });
    if (done !== null) await putRightAgain(scene, matter, limit_on);
    return;
  }
  await actOnMatter(scene, matter, actor, 'check', { check_findings: '现场核查：治理措施落实，设备设施试验合格，同意摘牌' });
}

async function confirm(scene: Scene, matter: MatterMemo): Promise<void> {
  const { cast } = scene.province;
  const { issuer, checked_by } = matter.facts;
  const first = cast.of(issuer ?? '', 'commission').find((each) => each.person === checked_by);
  if (first !== undefined && happens(scene.desk.random, 0.5)) await wrongOnMatter(scene, matter, first, 'confirm-check');
  const second = commissioner(scene, issuer ?? '', checked_by);
  if (second !== undefined) await actOnMatter(scene, matter, second, 'confirm-check');
}

async function delist(scene: Scene, matter: MatterMemo): Promise<void> {
  const actor = commissioner(scene, matter.facts.issuer ?? '');
  if (actor === undefined || (await actOnMatter(scene, matter, actor, 'delist')) === null) return;
  const danger = await relearn(scene, matter.facts.danger);
  if (danger?.state === 'closed') delete scene.memory.dangers[danger.id];
}

async function raise(scene: Scene, matter: MatterMemo): Promise<void> {
  const actor = commissioner(scene, officeAbove(matter.region, 'city', 'commission'));
  if (actor === undefined || !hasOpenMajor(scene, matter.subject)) return;
  const input = { level: 'city', upgrade_reason: '逾期未完成治理，提级督办', limit_on: inDays(scene, 60) };
  if ((await actOnMatter(scene, matter, actor, 'upgrade', input)) !== null) await relearn(scene, matter.facts.danger);
}
