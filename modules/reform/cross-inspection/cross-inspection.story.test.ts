import { programmeOfProvince } from '#server/testing/reform.ts';
import { stories } from '#server/testing/story.ts';

const who = 'provinceCommission';
const input = {
  title: '2026 年上半年交叉检查',
  programme: '$programme',
  inspector: '220200-government',
  inspected: '220100-government',
  focus: '任务落实和实施细则制定情况',
  until_on: '2026-04-30',
};
const report = { visited_on: '2026-03-04', conclusion: '总体落实较好' };

stories('cross-inspection', programmeOfProvince, [
  {
    name: 'refusals',
    steps: [
      { who: 'cityLeader', action: 'assign', input, outcome: 'refused: not-permitted' },
      { who: 'cityCommission', action: 'assign', input, outcome: 'refused: no-such' },
      { who, action: 'assign', input: { ...input, inspected: input.inspector }, outcome: 'refused: never-itself' },
      { who, action: 'assign', input: { ...input, inspector: '220000-commission' }, outcome: 'refused: both-under-office' },
      { who, action: 'assign', input: { ...input, until_on: '2026-03-04' }, outcome: 'refused: until-is-ahead' },
      { who, action: 'assign', input, outcome: 'assigned', holds: { desk: '220200-government', region: '220000.220200' } },
      { who: 'cityLeader', action: 'report', input: report, outcome: 'refused: not-found' },
      { who, action: 'report', input: report, outcome: 'refused: actor-is-inspector' },
      { who: 'otherCityLeader', action: 'report', input: { ...report, visited_on: '2026-03-05' }, outcome: 'refused: visited-already' },
      {
        who: 'otherCityLeader',
        action: 'report',
        input: { ...report, findings: [{ clause: '§34' }] },
        outcome: 'refused: findings-are-told',
      },
      { who, action: 'close', outcome: 'refused: wrong-state' },
    ],
  },
  {
    name: 'without findings is over with its report',
    steps: [
      { who, action: 'assign', input, outcome: 'assigned' },
      { who: 'otherCityLeader', action: 'report', input: { ...report, evidence: ['$file'] }, outcome: 'closed', holds: { desk: null } },
    ],
  },
  {
    name: 'may be called off',
    steps: [
      { who, action: 'assign', input, outcome: 'assigned' },
      { who, action: 'cancel', input: {}, outcome: 'refused: missing' },
      { who, action: 'cancel', input: { cancel_reason: '改为书面检查' }, outcome: 'cancelled' },
    ],
  },
]);
