import { particulars, twoEnterprises } from '#server/testing/enterprises.ts';
import { majorDanger } from '#server/testing/listing.ts';
import { type Step, stories } from '#server/testing/story.ts';

const input = {
  title: '3 号罐区恢复生产',
  stop_scope: 'part',
  order_number: '南应急现决〔2026〕7号',
  ordered_by: 'department',
  order_level: 'county',
  stopped_on: '2026-03-01',
  measures: '恢复安全阀并校验，补充联锁试验',
  self_check: '企业自查验收合格',
};
const apply: Step = { who: 'enterpriseHead', action: 'apply', input, outcome: 'applied' };
const findings = { check_findings: '现场验收合格' };
const announcement = { announced_on: '2026-03-04', announced_where: '区政府网站' };

stories('production-restart', twoEnterprises, [
  {
    name: 'applying: refusals first',
    steps: [
      { ...apply, who: 'safetyManager', outcome: 'refused: not-permitted' },
      { ...apply, who: 'countySupervisor', outcome: 'refused: not-permitted' },
      { ...apply, input: { ...input, stopped_on: '2026-03-05' }, outcome: 'refused: stopped-already' },
      { ...apply, input: { ...input, order_number: '' }, outcome: 'refused: missing' },
      { ...apply, input: { ...input, regulator: '220102-emergency' }, outcome: 'refused: unexpected' },
      // Twenty natural days.
      {
        ...apply,
        holds: { desk: '220102-emergency', due_at: new Date('2026-03-24T15:59:59.999Z'), region: '220000.220100.220102.220102001' },
      },
      { ...apply, outcome: 'refused: one-order-once' },
      { ...apply, input: { ...input, order_number: '南应急现决〔2026〕8号' }, outcome: 'applied', as: 'another' },
    ],
  },
  {
    name: 'no restart while a major danger is open',
    steps: [
      { ...apply, as: 'before' },
      ...majorDanger,
      { ...apply, input: { ...input, order_number: '另一份' }, outcome: 'refused: no-open-major' },
      { who: 'countySupervisor', action: 'check', on: 'before', input: findings, outcome: 'refused: no-open-major' },
    ],
  },
  {
    name: 'a department that ordered the stop lifts it: two persons, then the announcement',
    steps: [
      apply,
      { who: 'otherCountySupervisor', action: 'check', input: findings, outcome: 'refused: not-found' },
      { who: 'enterpriseHead', action: 'check', input: findings, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'sign-department', outcome: 'refused: wrong-state' },
      { who: 'townshipSupervisor', action: 'check', input: findings, outcome: 'department' },
      { who: 'townshipSupervisor', action: 'sign-department', outcome: 'refused: actor-is-regulator' },
      { who: 'countyLeader', action: 'sign-government', outcome: 'refused: wrong-state' },
      { who: 'countySupervisor', action: 'sign-department', outcome: 'announcing', holds: { approved_on: '2026-03-04' } },
      {
        who: 'countySupervisor',
        action: 'announce',
        input: { ...announcement, announced_on: '2026-03-05' },
        outcome: 'refused: announced-already',
      },
      { who: 'countySupervisor', action: 'announce', input: announcement, outcome: 'resumed', holds: { desk: null } },
    ],
  },
  {
    name: 'whoever checked does not sign; sent back, applied again, refused',
    steps: [
      apply,
      { who: 'countySupervisor', action: 'check', input: findings, outcome: 'department' },
      { who: 'countySupervisor', action: 'sign-department', outcome: 'refused: signer-is-no-checker' },
      { who: 'countySupervisor', action: 'send-back', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'send-back', input: { return_reason: '联锁未投用' }, outcome: 'returned' },
      {
        who: 'enterpriseHead',
        action: 'reapply',
        input: { measures: '联锁已投用并经试验合格', self_check: '自查合格' },
        outcome: 'applied',
      },
      { who: 'countySupervisor', action: 'refuse', input: { refusal_reason: '不具备安全生产条件' }, outcome: 'refused' },
      { who: 'enterpriseHead', action: 'withdraw', outcome: 'refused: wrong-state' },
    ],
  },
  {
    name: 'a government that ordered the stop signs too',
    steps: [
      { ...apply, input: { ...input, ordered_by: 'government' } },
      { who: 'townshipSupervisor', action: 'check', input: findings, outcome: 'department' },
      {
        who: 'countySupervisor',
        action: 'sign-department',
        outcome: 'government',
        holds: { approved_on: null, desk: '220102-government' },
      },
      { who: 'countySupervisor', action: 'sign-government', outcome: 'refused: not-permitted' },
      { who: 'countyLeader', action: 'sign-government', outcome: 'announcing', holds: { approved_on: '2026-03-04' } },
    ],
  },
  {
    name: 'a coal mine: department, mine-safety authority, government, and twenty days by law',
    steps: [
      {
        who: 'countySupervisor',
        type: 'enterprise',
        action: 'register',
        input: particulars('长春丙煤矿有限公司', 'MA000009', { line: 'coal-mine', trade: '0610', department: '220102-energy' }),
        outcome: 'active',
        as: 'mine',
      },
      { ...apply, holds: { line: 'coal-mine', desk: '220102-energy', due_at: new Date('2026-03-24T15:59:59.999Z') } },
      { who: 'countySupervisor', action: 'check', input: findings, outcome: 'department' },
      { who: 'energyBureau', action: 'sign-department', outcome: 'mine-safety', holds: { desk: '220000-mine-safety' } },
      { who: 'energyBureau', action: 'sign-mine-safety', outcome: 'refused: actor-is-mine-safety' },
      { who: 'countyLeader', action: 'sign-government', outcome: 'refused: wrong-state' },
      { who: 'mineSafety', action: 'sign-mine-safety', outcome: 'government' },
      { who: 'countyLeader', action: 'sign-government', outcome: 'announcing' },
      { who: 'energyBureau', action: 'announce', input: announcement, outcome: 'resumed' },
    ],
  },
]);
