import { codeOf } from '#kernel/scope/region-path.ts';
import { happens, monthOf } from '#simulate/season.ts';
import { inDays, type Scene } from '#simulate/steps/scene.ts';
import { commissioner, countyOffice } from './hands.ts';

/** What a county's commission office writes about, by the month. */
const subjects: readonly (readonly [title: string, body: string])[] = [
  ['关于做好春节期间安全防范工作的通知', '请加强烟花爆竹、供暖和人员密集场所的检查，落实值班值守，发现隐患立即整改并报告。'],
  ['关于做好节后复工复产安全检查的通知', '请督促企业开展复工前自查和全员培训，对停产后恢复生产的从严验收，书面报告检查情况。'],
  ['关于开展春季建筑施工安全检查的通知', '请对复工工地的起重机械、脚手架和基坑逐项检查，形成问题清单并限期整改。'],
  ['关于加强春耕备耕和森林防火期安全工作的通知', '请做好农机、用火和林区作业点的检查，落实包保责任，书面报告落实情况。'],
  ['关于做好“五一”假期安全防范工作的通知', '请对旅游、交通、餐饮燃气和大型活动开展检查，落实领导带班。'],
  ['关于开展“安全生产月”活动的通知', '请组织宣传咨询、应急演练和隐患排查，活动情况于月底前报送。'],
  ['关于加强汛期安全防范工作的通知', '请对尾矿库、在建工程和危险化学品罐区开展汛期检查，落实预警响应和停产撤人措施。'],
  ['关于加强高温汛期危险化学品安全管理的通知', '请核查罐区、仓库的降温、防雷和报警设施，严格高温时段作业审批。'],
  ['关于做好国庆中秋期间安全防范工作的通知', '请开展节前检查，突出道路运输、旅游和人员密集场所，落实值班值守。'],
  ['关于加强秋收和森林防火期安全工作的通知', '请做好农机作业、粮食烘干和林区用火的检查，书面报告检查情况。'],
  ['关于开展今冬明春火灾防控工作的通知', '请对供暖、用电、用气和高层建筑开展排查，建立问题台账。'],
  ['关于开展岁末年初重大隐患排查整治的通知', '请组织企业主要负责人带队自查，重大隐患及时上报并落实五落实。'],
];

const instructions: readonly (readonly [title: string, content: string])[] = [
  ['落实冬季供暖安全', '供暖安全关系千家万户，请牵头部门逐站排查，一周内报结果。'],
  ['举一反三排查同类隐患', '请安委办牵头，对同类企业开展一次全面排查，结果报我。'],
  ['加快挂牌隐患治理', '请责任部门倒排工期，一抓到底，确保按期摘牌。'],
  ['加强复工复产验收', '验收要严，签字要负责，不具备条件的一律不得复产。'],
];

const departments = ['emergency', 'housing', 'transport', 'market', 'industry', 'education', 'culture-tourism', 'agriculture-rural'];

/** Departments of the county that have somebody to answer. */
export function unitsOf(scene: Scene, most: number): readonly { readonly organisation: string }[] {
  const { province, memory, desk } = scene;
  const code = codeOf(memory.county);
  const there = departments
    .map((kind) => `${code}-${kind}`)
    .filter((each) => {
      const line = province.lineOf(each);
      return line !== undefined && province.cast.officers(each, line).length > 0;
    });
  const first = there.length === 0 ? 0 : desk.random.int(0, there.length - 1);
  const turned = [...there.slice(first), ...there.slice(0, first)];
  return turned.slice(0, desk.random.int(1, most)).map((organisation) => ({ organisation }));
}

export async function draftNotice(scene: Scene): Promise<void> {
  const { desk, day } = scene;
  const actor = commissioner(scene, countyOffice(scene));
  const [title, body] = subjects[monthOf(day) - 1] ?? ['', ''];
  const recipients = unitsOf(scene, 4);
  if (actor === undefined || recipients.length === 0) return;
  const answered = happens(desk.random, 0.7) ? { due_on: inDays(scene, desk.random.int(15, 30)) } : {};
  const input = { title, kind: 'notice', body, recipients, ...answered };
  const self = { ...input, recipients: [{ organisation: countyOffice(scene) }] };
  await desk.wrong({ actor, type: 'official-notice', id: desk.newId(), action: 'draft', input: self });
  await desk.act({ actor, type: 'official-notice', id: desk.newId(), action: 'draft', input });
}

export async function instruct(scene: Scene): Promise<void> {
  const { desk, memory, province } = scene;
  const leader = province.cast.of(`${codeOf(memory.county)}-government`, 'leader')[0];
  if (leader === undefined) return;
  const [title, content] = desk.random.pick(instructions);
  const listing = Object.values(memory.matters).find((each) => each.type === 'listed-supervision' && each.state === 'listed');
  const about = listing !== undefined && title.includes('挂牌') ? { supervision: listing.id } : {};
  const urgency = happens(desk.random, 0.25) ? 'urgent' : 'ordinary';
  const input = { title, content, leader_name: '分管负责人', urgency, ...about };
  await desk.act({ actor: leader, type: 'leader-instruction', id: desk.newId(), action: 'give', input });
}

/** What an office begins by itself on a working day: a notice about once a month, an instruction somewhat more often. */
export async function beginPapers(scene: Scene): Promise<void> {
  const { random } = scene.desk;
  if (happens(random, 1.1 / 21)) await draftNotice(scene);
  if (happens(random, 0.7 / 21)) await instruct(scene);
}
