import { monthBefore } from '#modules/reform/paper/period.ts';
import { quarterReported } from '#modules/reform/quarter.ts';
import { addDays } from '#standards/day.ts';
import { goTo, type ReformStage } from './reform-stage.ts';

const office = '220000-commission';
const cities = ['220100', '220200', '220300', '220400', '220500', '220600', '220700', '220800', '222400'];
const departments = ['finance', 'housing', 'transport', 'market', 'industry', 'energy', 'agriculture-rural', 'education', 'health', 'fire'];

/** Units that are asked for implementing rules: city governments, and departments that have somebody to speak for them. */
const ruleUnits: readonly string[] = [
  ...cities.map((city) => `${city}-government`),
  ...departments.filter((kind) => kind !== 'finance').map((kind) => `220000-${kind}`),
];

function officers(stage: ReformStage) {
  const [first, second] = stage.cast.of(office, 'commission');
  if (first === undefined || second === undefined) throw new Error('two people sit in the safety commission office of the province');
  return { first, second };
}

/** The office asks for implementing rules. */
export async function callForRules(stage: ReformStage, programme: string, day: string, due_on: string): Promise<void> {
  goTo(stage, day);
  const { first } = officers(stage);
  const input = { rule_units: ruleUnits.map((organisation) => ({ organisation })), rule_due_on: due_on };
  await stage.act(first, 'reform-programme', 'call-for-rules', programme, input);
}

async function fileOne(stage: ReformStage, unit: string, id: string, number: number, day: string): Promise<void> {
  const actor = stage.speakerOf(unit);
  const input = {
    title: '推进安全生产领域改革发展实施细则（演示）',
    document_number: `演发〔${day.slice(0, 4)}〕${number}号`,
    issued_on: day,
    summary: '分解任务，明确责任处室、完成时限和考核办法。',
    papers: [await stage.evidence(actor, '实施细则.png')],
  };
  await stage.act(actor, 'implementing-rule', 'submit', id, input);
}

async function owedRules(stage: ReformStage, programme: string) {
  const rows = await stage.rows('select id, unit from implementing_rule where programme = $1 order by unit', [programme]);
  return rows.map(({ id, unit }, index) => ({ id: String(id), unit: String(unit), index }));
}

/** Most file in time; one of nine comes back. */
export async function fileRules(stage: ReformStage, programme: string, firstDay: string): Promise<void> {
  const { first } = officers(stage);
  for (const { id, unit, index } of await owedRules(stage, programme)) {
    if (index % 9 === 3 || index % 9 === 8) continue;
    const day = addDays(firstDay, index);
    goTo(stage, day);
    await fileOne(stage, unit, id, index + 1, day);
    if (index % 9 === 5) await stage.act(first, 'implementing-rule', 'return', id, { return_reason: '缺少任务分工和完成时限。' });
    else await stage.act(first, 'implementing-rule', 'accept', id);
    await stage.night();
  }
}

/** Late, and waiting for the review when the history ends. */
export async function fileLateRules(stage: ReformStage, programme: string, day: string): Promise<void> {
  goTo(stage, day);
  for (const { id, unit, index } of await owedRules(stage, programme)) if (index % 9 === 8) await fileOne(stage, unit, id, index + 1, day);
}

const findings = [
  { finding: '责任清单未在单位网站公示。', clause: 'T1' },
  { finding: '季度报告所附佐证与所述进展不符。', clause: '§34' },
];

interface Inspection {
  readonly id: string;
  readonly inspector: string;
}

async function assign(stage: ReformStage, programme: string, pair: readonly [string, string], until_on: string): Promise<Inspection> {
  const [inspector, inspected] = pair.map((city) => `${city}-government`);
  const { first } = officers(stage);
  const input = {
    title: '改革任务落实情况交叉检查（演示）',
    programme,
    inspector,
    inspected,
    focus: '查责任清单、实施细则、季度报告与佐证是否一致。',
    until_on,
  };
  const { id } = await stage.act(first, 'cross-inspection', 'assign', null, input);
  return { id, inspector: inspector ?? '' };
}

/** Four cities inspect each other in a ring: one finds nothing, one is answered and closed, one is being answered, one has not gone yet. */
export async function inspectAcross(stage: ReformStage, programme: string, firstDay: string, until_on: string): Promise<void> {
  goTo(stage, firstDay);
  const ring = cities.slice(0, 4);
  const assigned: Inspection[] = [];
  for (const [index, city] of ring.entries()) {
    assigned.push(await assign(stage, programme, [city, ring[(index + 1) % ring.length] ?? ''], until_on));
  }
  const { first } = officers(stage);
  for (const [index, { id, inspector }] of assigned.entries()) {
    if (index === 3) continue;
    const day = addDays(firstDay, 3 + 2 * index);
    goTo(stage, day);
    const actor = stage.speakerOf(inspector);
    const evidence = [await stage.evidence(actor, '检查记录.png')];
    const found = index === 0 ? {} : { findings };
    await stage.act(actor, 'cross-inspection', 'report', id, {
      visited_on: day,
      conclusion: '总体落实较好，个别环节需完善。',
      evidence,
      ...found,
    });
    if (index === 1) {
      const [answer] = await stage.rows('select id, inspected from inspection_answer where inspection = $1', [id]);
      const own = stage.speakerOf(String(answer?.inspected));
      const input = { answer: '清单已公示，佐证已补齐，附照片。', evidence: [await stage.evidence(own, '整改照片.png')] };
      await stage.act(own, 'inspection-answer', 'answer', String(answer?.id), input);
      await stage.act(first, 'inspection-answer', 'accept', String(answer?.id));
    }
    await stage.night();
  }
}

/** The supervision notices that lateness has drafted go out, by two people of the office, and are signed for. */
export async function issueNotices(stage: ReformStage, day: string, due_on: string): Promise<void> {
  goTo(stage, day);
  const { first, second } = officers(stage);
  const drafts = await stage.rows('select id from official_notice where issuer = $1 and by_clock and opened_at < $2 order by id', [
    office,
    stage.clock.now(),
  ]);
  for (const { id } of drafts) {
    await stage.act(first, 'official-notice', 'submit', String(id), { due_on });
    await stage.act(second, 'official-notice', 'issue', String(id));
    const sent = await stage.rows('select id, recipient from official_delivery where notice = $1 order by id', [id]);
    for (const each of sent) await stage.act(stage.speakerOf(String(each.recipient)), 'official-delivery', 'sign', String(each.id));
  }
}

/** The bulletin of the quarter and the dispatch of the month before go out, by two people of the office. */
export async function issuePapers(stage: ReformStage, programme: string, day: string): Promise<void> {
  goTo(stage, day);
  const { first, second } = officers(stage);
  const papers = [
    { kind: 'dispatch', period: monthBefore(day) },
    { kind: 'bulletin', period: quarterReported(day) },
  ];
  for (const paper of papers) {
    const remarks = '请逾期单位立即报送，说明原因；请各单位核对佐证材料。';
    const { id } = await stage.act(first, 'reform-paper', 'draft', null, { programme, ...paper, remarks });
    await stage.act(first, 'reform-paper', 'submit', id);
    await stage.act(second, 'reform-paper', 'issue', id);
  }
}
