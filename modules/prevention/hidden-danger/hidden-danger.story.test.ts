import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const found = {
  title: '储罐安全阀未投用',
  description: '3 号储罐安全阀前截止阀处于关闭状态',
  enterprise: '$mine',
  source: 'supervision',
  found_on: '2026-03-04',
};
const own = { title: '配电室门口堆放杂物', description: '配电室门前堆放包装箱，影响疏散', found_on: '2026-03-04' };
const plan = {
  duty_person: '王安',
  measures: '恢复安全阀并校验',
  funds: 500_000,
  rectify_until: '2026-04-20',
  contingency_plan: '停用该罐，专人值守',
};

const reported: Step = { who: 'countySupervisor', action: 'report', input: found, outcome: 'reported' };
const general: Step = { who: 'countySupervisor', action: 'assess', input: { level: 'general' }, outcome: 'rectifying' };
const major: Step = {
  who: 'countySupervisor',
  action: 'assess',
  input: { level: 'major', criterion: 'hazchem-2017-15' },
  outcome: 'planning',
};
const done: Step = { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启并铅封' }, outcome: 'verifying' };

stories('hidden-danger', twoEnterprises, [
  {
    name: 'reporting: refusals first',
    steps: [
      { who: 'countyLeader', action: 'report', input: found, outcome: 'refused: not-permitted' },
      { who: 'safetyManager', action: 'report', input: found, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'self-report', input: own, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'report', input: { ...found, enterprise: undefined }, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'report', input: { ...found, found_on: '2026-03-05' }, outcome: 'refused: found-already' },
      { who: 'countySupervisor', action: 'report', input: { ...found, found_on: '2026-02-30' }, outcome: 'refused: ill-formed' },
      { who: 'countySupervisor', action: 'report', input: { ...found, level: 'general' }, outcome: 'refused: unexpected' },
      { who: 'countySupervisor', action: 'report', input: { ...found, title: '短' }, outcome: 'refused: ill-formed' },
      {
        who: 'countySupervisor',
        action: 'report',
        input: { ...found, enterprise: 'c0000000-0000-4000-8000-00000000dead' },
        outcome: 'refused: no-such',
      },
      { who: 'otherCountySupervisor', action: 'report', input: found, outcome: 'refused: no-such' },
      { who: 'lineSupervisor', action: 'report', input: found, outcome: 'refused: no-such' },
      {
        who: 'inspector',
        action: 'report',
        input: found,
        outcome: 'reported',
        holds: { line: 'hazardous-chemicals', desk: '220102-emergency', rung: 0 },
      },
    ],
  },
  {
    name: 'an enterprise reports its own, and only its own',
    steps: [
      { who: 'worker', action: 'self-report', input: { ...own, enterprise: '$other' }, outcome: 'refused: unexpected' },
      {
        who: 'worker',
        action: 'self-report',
        input: own,
        outcome: 'reported',
        holds: { source: 'self-check', regulator: '220102-emergency' },
      },
      { who: 'otherSafetyManager', action: 'rectify', input: { rectification: '不相干' }, outcome: 'refused: not-found' },
      { who: 'safetyManager', action: 'assess', input: { level: 'general' }, outcome: 'refused: not-permitted' },
      { who: 'inspector', action: 'assess', input: { level: 'general' }, outcome: 'refused: not-permitted' },
    ],
  },
  {
    name: 'a general danger from report to closing',
    steps: [
      reported,
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启' }, outcome: 'refused: wrong-state' },
      { who: 'countySupervisor', action: 'assess', input: {}, outcome: 'refused: missing' },
      {
        who: 'countySupervisor',
        action: 'assess',
        input: { level: 'general', criterion: 'hazchem-2017-15' },
        outcome: 'refused: level-has-ground',
      },
      {
        who: 'countySupervisor',
        action: 'assess',
        input: { level: 'general', rectify_until: '2026-03-04' },
        outcome: 'refused: until-is-ahead',
      },
      {
        who: 'countySupervisor',
        action: 'assess',
        input: { level: 'general', rectify_until: '2027-03-04' },
        outcome: 'refused: until-is-within-limit',
      },
      // Fifteen natural days after 4 March, the end of the day in the province.
      { ...general, holds: { due_at: new Date('2026-03-19T15:59:59.999Z') } },
      { who: 'countySupervisor', action: 'rectify', input: { rectification: '代为填报' }, outcome: 'refused: not-permitted' },
      { who: 'safetyManager', action: 'rectify', input: { rectification: '  ' }, outcome: 'refused: missing' },
      done,
      { who: 'safetyManager', action: 'verify', input: { verification: '合格' }, outcome: 'refused: not-permitted' },
      { who: 'inspector', action: 'verify', input: { verification: '合格' }, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'send-back', input: { return_reason: '铅封缺失' }, outcome: 'refused: missing' },
      {
        who: 'countySupervisor',
        action: 'send-back',
        input: { return_reason: '铅封缺失', rectify_until: '2026-03-10' },
        outcome: 'rectifying',
      },
      done,
      {
        who: 'townshipSupervisor',
        action: 'verify',
        input: { verification: '现场复查合格' },
        outcome: 'closed',
        holds: { desk: null, due_at: null, rung: 0 },
      },
      { who: 'countySupervisor', action: 'verify', input: { verification: '再次' }, outcome: 'refused: wrong-state' },
      { who: 'countyLeader', action: 'reopen', input: { reopen_reason: '再次发现', rectify_until: '2026-03-20' }, outcome: 'rectifying' },
    ],
  },
  {
    name: 'a major danger: plan, two receipts, photos',
    steps: [
      reported,
      { who: 'countySupervisor', action: 'assess', input: { level: 'major' }, outcome: 'refused: level-has-ground' },
      { who: 'countySupervisor', action: 'assess', input: { level: 'major', criterion: 'no-such' }, outcome: 'refused: ill-formed' },
      major,
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启' }, outcome: 'refused: wrong-state' },
      { who: 'safetyManager', action: 'plan', input: { ...plan, funds: undefined }, outcome: 'refused: missing' },
      { who: 'safetyManager', action: 'plan', input: { ...plan, funds: 1.5 }, outcome: 'refused: ill-formed' },
      { who: 'safetyManager', action: 'plan', input: plan, outcome: 'rectifying', holds: { due_at: new Date('2026-04-20T15:59:59.999Z') } },
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启' }, outcome: 'refused: major-is-reported' },
      { who: 'safetyManager', action: 'receive', outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'receive', outcome: 'rectifying', holds: { received_on: '2026-03-04' } },
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启' }, outcome: 'refused: major-is-reported' },
      {
        who: 'worker',
        action: 'tell-congress',
        input: { congress_on: '2026-03-04', congress_minutes: [] },
        outcome: 'refused: not-permitted',
      },
      {
        who: 'workersCongress',
        action: 'tell-congress',
        input: { congress_on: '2026-03-04', congress_minutes: [] },
        outcome: 'refused: missing',
      },
      {
        who: 'workersCongress',
        action: 'tell-congress',
        input: { congress_on: '2026-03-09', congress_minutes: ['$file'] },
        outcome: 'refused: congress-is-past',
      },
      {
        who: 'workersCongress',
        action: 'tell-congress',
        input: { congress_on: '2026-03-04', congress_minutes: ['$file'] },
        outcome: 'rectifying',
      },
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启' }, outcome: 'refused: major-is-shown' },
      {
        who: 'safetyManager',
        action: 'rectify',
        input: { rectification: '已开启', photos_after: ['c0000000-0000-4000-8000-00000000dead'] },
        outcome: 'refused: invalid',
      },
      { who: 'safetyManager', action: 'rectify', input: { rectification: '已开启', photos_after: ['$file'] }, outcome: 'verifying' },
      { who: 'countySupervisor', action: 'verify', input: { verification: '合格' }, outcome: 'closed' },
    ],
  },
  {
    name: 'dual report is for major dangers only',
    steps: [reported, general, { who: 'countySupervisor', action: 'receive', outcome: 'refused: is-major' }],
  },
  {
    name: 'handing over to another department and back',
    steps: [
      reported,
      { who: 'countySupervisor', action: 'hand-over', input: { handover_to: '220102-housing' }, outcome: 'refused: missing' },
      {
        who: 'countySupervisor',
        action: 'hand-over',
        input: { handover_to: '220102-emergency', handover_reason: '属本单位' },
        outcome: 'refused: receiver-is-known',
      },
      {
        who: 'countySupervisor',
        action: 'hand-over',
        input: { handover_to: '220102-nobody', handover_reason: '属建筑施工' },
        outcome: 'refused: receiver-is-known',
      },
      { who: 'lineSupervisor', action: 'accept', outcome: 'refused: not-found' },
      {
        who: 'countySupervisor',
        action: 'hand-over',
        input: { handover_to: '220102-housing', handover_reason: '属建筑施工' },
        outcome: 'transferring',
        holds: { desk: '220102-housing', line: 'construction' },
      },
      { who: 'countySupervisor', action: 'accept', outcome: 'refused: actor-is-receiver' },
      {
        who: 'lineSupervisor',
        action: 'decline',
        input: { return_reason: '不属我局' },
        outcome: 'reported',
        holds: { desk: '220102-emergency' },
      },
      {
        who: 'countySupervisor',
        action: 'hand-over',
        input: { handover_to: '220102-housing', handover_reason: '经商定由住建办理' },
        outcome: 'transferring',
      },
      { who: 'lineSupervisor', action: 'accept', outcome: 'reported', holds: { regulator: '220102-housing', desk: '220102-housing' } },
      { who: 'lineSupervisor', action: 'assess', input: { level: 'general' }, outcome: 'rectifying' },
    ],
  },
  {
    name: 'doubles and dismissals',
    steps: [
      reported,
      { ...reported, as: 'twin' },
      { who: 'countySupervisor', action: 'report', input: { ...found, enterprise: '$other' }, outcome: 'reported', as: 'stranger' },
      { who: 'countySupervisor', action: 'merge', on: 'twin', input: { merged_into: '$twin' }, outcome: 'refused: survivor-matches' },
      { who: 'countySupervisor', action: 'merge', on: 'twin', input: { merged_into: '$stranger' }, outcome: 'refused: survivor-matches' },
      { who: 'countySupervisor', action: 'merge', on: 'twin', input: { merged_into: '$it' }, outcome: 'merged', holds: { desk: null } },
      { who: 'countySupervisor', action: 'merge', on: 'it', input: { merged_into: '$twin' }, outcome: 'refused: survivor-matches' },
      { who: 'countySupervisor', action: 'dismiss', on: 'stranger', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'dismiss', on: 'stranger', input: { dismissal_reason: '经核实不存在' }, outcome: 'dismissed' },
      { who: 'countySupervisor', action: 'assess', on: 'stranger', input: { level: 'general' }, outcome: 'refused: wrong-state' },
    ],
  },
  {
    name: 'a deadline is only moved by a granted extension; rungs only by the platform',
    steps: [
      reported,
      general,
      { who: 'countySupervisor', action: 'extend', input: { rectify_until: '2026-04-01' }, outcome: 'refused: consequence' },
      { who: 'countySupervisor', action: 'escalate', input: { rung: 1 }, outcome: 'refused: not-permitted' },
      { who: 'countySupervisor', action: 'rescope', input: { region: '220000' }, outcome: 'refused: not-permitted' },
    ],
  },
]);
