import { creditCode, twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const rectifier = creditCode('MA000031');
const affiliate = creditCode('MA000032');
const appraiser = creditCode('MA000033');

const report: Step = {
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'report',
  input: {
    title: '储罐安全阀未投用',
    description: '3 号储罐安全阀前截止阀处于关闭状态',
    enterprise: '$mine',
    source: 'supervision',
    found_on: '2026-03-04',
  },
  outcome: 'reported',
  as: 'danger',
};
const onDanger = (who: Step['who'], action: string, input: Step['input'], outcome: string): Step => ({
  who,
  type: 'hidden-danger',
  action,
  on: 'danger',
  outcome,
  ...(input === undefined ? {} : { input }),
});
const assess = onDanger('countySupervisor', 'assess', { level: 'major', criterion: 'hazchem-2017-15' }, 'planning');
const plan = onDanger(
  'safetyManager',
  'plan',
  { duty_person: '王安', measures: '恢复安全阀', funds: 500_000, rectify_until: '2026-04-20', contingency_plan: '停用该罐，专人值守' },
  'rectifying',
);
const reportedTwice: readonly Step[] = [
  onDanger('countySupervisor', 'receive', {}, 'rectifying'),
  onDanger('workersCongress', 'tell-congress', { congress_on: '2026-03-04', congress_minutes: ['$file'] }, 'rectifying'),
];
const putRight = onDanger('safetyManager', 'rectify', { rectification: '已恢复并校验', photos_after: ['$file'] }, 'verifying');

const proposal = {
  danger: '$danger',
  level: 'county',
  grounds: '涉及重点监管工艺，整改难度大，需政府督办',
  limit_on: '2026-06-30',
  duty_person: '赵督办',
};
const propose: Step = { who: 'countySupervisor', action: 'propose', input: proposal, outcome: 'proposed' };
const list: Step = { who: 'countyCommission', action: 'list', input: { published: true }, outcome: 'listed' };
const receive: Step = { who: 'safetyManager', action: 'receive', outcome: 'listed' };
const apply: Step = {
  who: 'enterpriseHead',
  action: 'apply',
  input: { rectifier_name: '吉林某某工程有限公司', rectifier_code: rectifier, affiliates: [{ name: '关联检测公司', code: affiliate }] },
  outcome: 'appraising',
};
const appraisal = {
  appraiser_name: '吉林独立评估有限公司',
  appraiser_code: appraiser,
  appraised_on: '2026-03-04',
  appraisal: 'met',
  appraisal_report: ['$file'],
};
const appraise: Step = { who: 'safetyManager', action: 'appraise', input: appraisal, outcome: 'checking' };
const findings = { check_findings: '安全阀已投用，联锁试验合格' };
const running = [report, assess, plan, ...reportedTwice, propose, list];
const toCheck = [...running, receive, putRight, apply, appraise];

stories('listed-supervision', twoEnterprises, [
  {
    name: 'proposing: refusals first',
    steps: [
      report,
      { ...propose, outcome: 'refused: danger-is-major' },
      assess,
      { ...propose, who: 'safetyManager', outcome: 'refused: not-permitted' },
      { ...propose, who: 'inspector', outcome: 'refused: not-permitted' },
      { ...propose, who: 'otherCountySupervisor', outcome: 'refused: no-such' },
      { ...propose, input: { ...proposal, limit_on: '2026-03-04' }, outcome: 'refused: limit-is-ahead' },
      { ...propose, input: { ...proposal, limit_on: '2027-06-30' }, outcome: 'refused: limit-is-within-longest' },
      { ...propose, input: { ...proposal, number: '挂牌督办〔2026〕9号' }, outcome: 'refused: unexpected' },
      {
        ...propose,
        holds: {
          desk: '220102-commission',
          county: 220102,
          line: 'hazardous-chemicals',
          title: '储罐安全阀未投用',
          regulator: '220102-emergency',
          number: null,
        },
      },
      { ...propose, outcome: 'refused: listed-once' },
      { who: 'countySupervisor', action: 'list', input: { published: true }, outcome: 'refused: not-permitted' },
    ],
  },
  {
    name: 'the right body lists it, and nobody his own proposal',
    steps: [
      report,
      assess,
      plan,
      { ...propose, who: 'countyCommission' },
      { ...list, outcome: 'refused: lister-is-another' },
      { ...list, who: 'cityCommission', outcome: 'refused: body-is-right' },
      { ...list, who: 'otherCountyCommission', outcome: 'refused: not-found' },
      { ...list, who: 'countyCommissionSecond', input: { published: false }, outcome: 'refused: withheld-has-reason' },
      { ...list, who: 'countyCommissionSecond', input: {}, outcome: 'refused: missing' },
      {
        ...list,
        who: 'countyCommissionSecond',
        holds: {
          number: '挂牌督办〔2026〕1号',
          issuer: '220102-commission',
          published: true,
          due_at: new Date('2026-06-30T15:59:59.999Z'),
        },
      },
    ],
  },
  {
    name: 'sent back to its proposer, mended or withdrawn',
    steps: [
      report,
      assess,
      propose,
      { who: 'cityCommission', action: 'return', input: { return_reason: '理由不足' }, outcome: 'refused: body-is-right' },
      {
        who: 'countyCommission',
        action: 'return',
        input: { return_reason: '理由不足' },
        outcome: 'returned',
        holds: { desk: '220102-emergency' },
      },
      {
        who: 'countyCommission',
        action: 'resubmit',
        input: { grounds: '涉及重点监管工艺，附专家意见', limit_on: '2026-05-30' },
        outcome: 'refused: actor-is-proposer',
      },
      {
        who: 'countySupervisor',
        action: 'resubmit',
        input: { grounds: '涉及重点监管工艺，附专家意见', limit_on: '2026-05-30' },
        outcome: 'proposed',
      },
      { who: 'countySupervisor', action: 'withdraw', outcome: 'withdrawn', holds: { desk: null } },
      { ...propose, as: 'again' },
    ],
  },
  {
    name: 'while it runs the danger belongs to the listing',
    steps: [
      ...running,
      { ...apply, outcome: 'refused: received-first' },
      { ...receive, who: 'otherSafetyManager', outcome: 'refused: not-found' },
      { ...receive, holds: { received_on: '2026-03-04' } },
      { ...receive, outcome: 'refused: received-once' },
      { ...apply, outcome: 'refused: danger-is-put-right' },
      onDanger('countySupervisor', 'hand-over', { handover_to: '220102-housing', handover_reason: '不属本单位' }, 'refused: not-listed'),
      putRight,
      onDanger('countySupervisor', 'verify', { verification: '合格' }, 'refused: not-listed'),
      onDanger('countyCommission', 'close-listed', { verification: '合格' }, 'refused: consequence'),
    ],
  },
  {
    name: 'the appraiser is a third party',
    steps: [
      ...running,
      receive,
      putRight,
      { ...apply, input: { ...apply.input, rectifier_code: 'X' }, outcome: 'refused: ill-formed' },
      apply,
      { ...appraise, input: { ...appraisal, appraiser_code: rectifier }, outcome: 'refused: appraiser-is-not-rectifier' },
      { ...appraise, input: { ...appraisal, appraiser_code: affiliate }, outcome: 'refused: appraiser-is-no-affiliate' },
      { ...appraise, input: { ...appraisal, appraiser_code: creditCode('MA000001') }, outcome: 'refused: appraiser-is-not-owner' },
      { ...appraise, input: { ...appraisal, appraisal_report: [] }, outcome: 'refused: missing' },
      { ...appraise, input: { ...appraisal, appraised_on: '2026-03-05' }, outcome: 'refused: appraised-already' },
      { ...appraise, input: { ...appraisal, appraisal: 'not-met' }, outcome: 'listed' },
      onDanger('countySupervisor', 'extend', { rectify_until: '2026-05-01' }, 'refused: consequence'),
      putRight,
      apply,
      { ...appraise, holds: { desk: '220102-commission' } },
    ],
  },
  {
    name: 'two of the listing body check, then it is de-listed and the danger closed',
    steps: [
      ...toCheck,
      { who: 'countySupervisor', action: 'check', input: findings, outcome: 'refused: not-permitted' },
      { who: 'cityCommission', action: 'check', input: findings, outcome: 'refused: is-issuer' },
      { who: 'countyCommission', action: 'delist', outcome: 'refused: wrong-state' },
      { who: 'countyCommission', action: 'check', input: findings, outcome: 'countersigning' },
      { who: 'countyCommission', action: 'confirm-check', outcome: 'refused: second-is-another' },
      { who: 'countyCommissionSecond', action: 'confirm-check', outcome: 'delisting' },
      {
        who: 'countyCommission',
        action: 'delist',
        outcome: 'delisted',
        holds: { delisting_number: '摘牌〔2026〕1号', delisted_on: '2026-03-04', desk: null },
      },
      onDanger('countySupervisor', 'verify', { verification: '合格' }, 'refused: wrong-state'),
      onDanger('countyLeader', 'reopen', { reopen_reason: '再次发现', rectify_until: '2026-03-20' }, 'rectifying'),
      // It is an ordinary major danger again, and may be listed again under the next number.
      { ...propose, as: 'again' },
      { ...list, on: 'again', holds: { number: '挂牌督办〔2026〕2号' } },
    ],
  },
  {
    name: 'sent back by the check, with a new limit',
    steps: [
      ...toCheck,
      { who: 'countyCommission', action: 'send-back', input: { return_reason: '联锁未投用' }, outcome: 'refused: missing' },
      {
        who: 'countyCommission',
        action: 'send-back',
        input: { return_reason: '联锁未投用', limit_on: '2027-05-01' },
        outcome: 'refused: limit-is-within-longest',
      },
      {
        who: 'countyCommission',
        action: 'send-back',
        input: { return_reason: '联锁未投用', limit_on: '2026-05-01' },
        outcome: 'listed',
        holds: { due_at: new Date('2026-05-01T15:59:59.999Z') },
      },
      putRight,
    ],
  },
  {
    name: 'raised to the city, published and taken off, revoked',
    steps: [
      ...running,
      receive,
      {
        who: 'cityCommission',
        action: 'upgrade',
        input: { level: 'county', upgrade_reason: '久拖不决', limit_on: '2026-08-01' },
        outcome: 'refused: level-is-higher',
      },
      {
        who: 'cityCommission',
        action: 'upgrade',
        input: { level: 'province', upgrade_reason: '久拖不决', limit_on: '2026-08-01' },
        outcome: 'refused: upper-body-is-right',
      },
      {
        who: 'cityCommission',
        action: 'upgrade',
        input: { level: 'city', upgrade_reason: '久拖不决', limit_on: '2026-08-01' },
        outcome: 'listed',
        holds: { issuer: '220100-commission', number: '挂牌督办〔2026〕1号', earlier_number: '挂牌督办〔2026〕1号', received_on: null },
      },
      { who: 'countyCommission', action: 'publish', outcome: 'refused: is-issuer' },
      { who: 'cityCommission', action: 'publish', outcome: 'refused: not-published' },
      {
        who: 'cityCommission',
        action: 'unpublish',
        input: { withhold_reason: '涉及商业秘密' },
        outcome: 'listed',
        holds: { published: false },
      },
      { who: 'cityCommission', action: 'unpublish', input: { withhold_reason: '再次' }, outcome: 'refused: is-published' },
      { who: 'cityCommission', action: 'publish', outcome: 'listed', holds: { published: true } },
      { who: 'cityCommission', action: 'revoke', input: { revocation_reason: '判定有误' }, outcome: 'revoked' },
      putRight,
      onDanger('countySupervisor', 'verify', { verification: '合格' }, 'closed'),
    ],
  },
]);
