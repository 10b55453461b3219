import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const found = {
  title: '储罐安全阀未投用',
  description: '3 号储罐安全阀前截止阀关闭',
  enterprise: '$mine',
  source: 'supervision',
  found_on: '2026-03-04',
};
/** A danger of `mine` that is to be put right by the end of 19 March. */
const prepared: readonly Step[] = [
  ...twoEnterprises,
  { who: 'countySupervisor', type: 'hidden-danger', action: 'report', input: found, outcome: 'reported', as: 'danger' },
];
const general: Step = {
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'assess',
  on: 'danger',
  input: { level: 'general' },
  outcome: 'rectifying',
};
const ask = { danger: '$danger', until: '2026-04-10', reason: '备件采购周期长，预计四月初到货', safeguards: '停用该罐并专人值守' };

stories('deadline-extension', prepared, [
  {
    name: 'asking: refusals first',
    steps: [
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'refused: danger-is-being-put-right' },
      general,
      { who: 'countySupervisor', action: 'submit', input: ask, outcome: 'refused: not-permitted' },
      { who: 'otherSafetyManager', action: 'submit', input: ask, outcome: 'refused: no-such' },
      { who: 'safetyManager', action: 'submit', input: { ...ask, reason: '忙' }, outcome: 'refused: ill-formed' },
      { who: 'safetyManager', action: 'submit', input: { ...ask, until: '2026-03-19' }, outcome: 'refused: until-is-later' },
      { who: 'safetyManager', action: 'submit', input: { ...ask, until: '2026-08-01' }, outcome: 'refused: until-is-later' },
      // Wednesday the 18th: one working day is left, three are asked for.
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'refused: asked-in-time', after_days: 14 },
    ],
  },
  {
    name: 'granted: the danger’s deadline moves in the same transaction',
    steps: [
      general,
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'submitted', holds: { desk: '220102-emergency' } },
      { who: 'enterpriseHead', action: 'submit', input: ask, outcome: 'refused: one-at-a-time' },
      { who: 'safetyManager', action: 'grant', outcome: 'refused: not-permitted' },
      { who: 'otherCountySupervisor', action: 'grant', outcome: 'refused: not-found' },
      { who: 'countySupervisor', action: 'grant', outcome: 'granted' },
      { who: 'countySupervisor', action: 'grant', outcome: 'refused: wrong-state' },
      {
        who: 'safetyManager',
        type: 'hidden-danger',
        action: 'rectify',
        on: 'danger',
        input: { rectification: '已更换备件' },
        outcome: 'verifying',
        holds: { rectify_until: '2026-04-10' },
      },
    ],
  },
  {
    name: 'refused and withdrawn leave the deadline alone',
    steps: [
      general,
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'submitted' },
      { who: 'countySupervisor', action: 'refuse', input: {}, outcome: 'refused: missing' },
      { who: 'countySupervisor', action: 'refuse', input: { decision_note: '措施不足' }, outcome: 'refused' },
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'submitted' },
      { who: 'countySupervisor', action: 'withdraw', outcome: 'refused: not-permitted' },
      { who: 'safetyManager', action: 'withdraw', outcome: 'withdrawn' },
    ],
  },
  {
    name: 'a major danger’s extension is for a leader',
    steps: [
      {
        who: 'countySupervisor',
        type: 'hidden-danger',
        action: 'assess',
        on: 'danger',
        input: { level: 'major', criterion: 'hazchem-2017-15' },
        outcome: 'planning',
      },
      {
        who: 'safetyManager',
        type: 'hidden-danger',
        action: 'plan',
        on: 'danger',
        input: { duty_person: '王安', measures: '恢复并校验', funds: 100, rectify_until: '2026-03-25', contingency_plan: '停用' },
        outcome: 'rectifying',
      },
      { who: 'safetyManager', action: 'submit', input: ask, outcome: 'submitted' },
      { who: 'countySupervisor', action: 'grant', outcome: 'refused: major-is-for-leaders' },
      { who: 'countyLeader', action: 'grant', outcome: 'granted' },
    ],
  },
]);
