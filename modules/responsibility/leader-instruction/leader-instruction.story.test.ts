import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, stories } from '#server/testing/story.ts';

const input = { title: '加强冬季供暖安全', content: '请住建局牵头排查，一周内报结果。', leader_name: '李副区长' };
const give: Step = { who: 'countyLeader', action: 'give', input, outcome: 'given' };
const units = { units: [{ organisation: '220102-housing' }], due_on: '2026-03-20' };
const assign: Step = { who: 'countyCommission', action: 'assign', input: units, outcome: 'running' };

stories('leader-instruction', twoEnterprises, [
  {
    name: 'giving and recording: refusals first',
    steps: [
      { ...give, who: 'countySupervisor', outcome: 'refused: not-permitted' },
      { ...give, who: 'countyCommission', outcome: 'refused: not-permitted' },
      { ...give, input: { ...input, content: '' }, outcome: 'refused: missing' },
      { ...give, input: { ...input, due_on: '2026-03-04' }, outcome: 'refused: due-is-ahead' },
      { who: 'countyCommission', action: 'record', input: { ...input, given_on: '2026-03-05' }, outcome: 'refused: given-already' },
      {
        who: 'countyCommission',
        action: 'record',
        input: { ...input, given_on: '2026-03-03', paper: '南政办〔2026〕3号' },
        outcome: 'given',
        holds: { desk: '220102-commission', given_by: null },
      },
    ],
  },
  {
    name: 'assigned by the office, answered by each unit, closed with what came of it',
    steps: [
      { ...give, holds: { office: '220102-commission', region: '220000.220100.220102' } },
      { ...assign, who: 'countyLeader', outcome: 'refused: not-permitted' },
      { ...assign, who: 'cityCommission', outcome: 'refused: actor-is-office' },
      { ...assign, input: { ...units, units: [] }, outcome: 'refused: missing' },
      { ...assign, input: { ...units, units: [{ organisation: '220103-housing' }] }, outcome: 'refused: units-are-reachable' },
      { ...assign, input: { ...units, due_on: '2026-03-01' }, outcome: 'refused: due-is-ahead' },
      { ...assign, holds: { number: '批示交办〔2026〕1号', desk: '220102-commission' } },
      { who: 'countyCommission', action: 'close', input: { outcome: '已全部落实' }, outcome: 'refused: all-answered' },
    ],
  },
  {
    name: 'cancelled: nobody owes an answer any more',
    steps: [
      give,
      assign,
      { who: 'cityCommission', action: 'cancel', input: { cancel_reason: '情况变化' }, outcome: 'refused: actor-is-office-or-leader' },
      { who: 'countyLeader', action: 'cancel', input: { cancel_reason: '情况变化' }, outcome: 'cancelled', holds: { desk: null } },
      { who: 'countyCommission', action: 'close', input: { outcome: '已全部落实' }, outcome: 'refused: wrong-state' },
    ],
  },
]);
