import { programmeOfProvince, reformTaskInput } from '#server/testing/reform.ts';
import { stories } from '#server/testing/story.ts';

const who = 'provinceCommission';
const input = { title: '安全生产治本攻坚方案', document_number: '测发〔2026〕2号', issued_on: '2026-02-01' };
const calling = { rule_units: [{ organisation: '220100-government' }, { organisation: '220000-finance' }], rule_due_on: '2026-06-30' };

stories('reform-programme', programmeOfProvince, [
  {
    name: 'refusals',
    steps: [
      { who: 'countySupervisor', action: 'register', input, outcome: 'refused: not-permitted' },
      { who, action: 'register', input: { title: input.title }, outcome: 'refused: missing' },
      { who, action: 'register', input: { ...input, issued_on: '2026-03-05' }, outcome: 'refused: issued-already' },
      { who, action: 'register', input: { ...input, document_number: '测发〔2026〕1号' }, outcome: 'refused: duplicate' },
      { who, action: 'load', input: { ...input, office: '220000-commission' }, outcome: 'refused: not-permitted' },
      { who: 'cityCommission', action: 'call-for-rules', on: 'programme', input: calling, outcome: 'refused: not-found' },
      { who, action: 'call-for-rules', on: 'programme', input: { ...calling, rule_units: [] }, outcome: 'refused: missing' },
      {
        who,
        action: 'call-for-rules',
        on: 'programme',
        input: { ...calling, rule_units: [{ organisation: '220000-commission' }] },
        outcome: 'refused: unit-is-under-office',
      },
      {
        who,
        action: 'call-for-rules',
        on: 'programme',
        input: { ...calling, rule_due_on: '2026-03-04' },
        outcome: 'refused: due-is-ahead',
      },
      { who, action: 'close', on: 'programme', input: {}, outcome: 'refused: missing' },
    ],
  },
  {
    name: 'is closed when none of its tasks is under way any more',
    steps: [
      { who, action: 'correct', on: 'programme', input: { note: '附件不公开' }, outcome: 'running', holds: { note: '附件不公开' } },
      { who, action: 'call-for-rules', on: 'programme', input: calling, outcome: 'running' },
      {
        who,
        type: 'reform-task',
        action: 'enter',
        input: { ...reformTaskInput, limit_on: '2026-12-31' },
        outcome: 'open',
        as: 'task',
      },
      { who, action: 'close', on: 'programme', input: { closing_note: '任务均已完成' }, outcome: 'refused: no-task-is-open' },
      {
        who,
        type: 'reform-task',
        action: 'complete',
        on: 'task',
        input: { done_on: '2026-03-01', basis: '会议纪要第 3 号' },
        outcome: 'done',
      },
      { who, action: 'close', on: 'programme', input: { closing_note: '任务均已完成' }, outcome: 'closed' },
      {
        who,
        type: 'reform-task',
        action: 'enter',
        input: { ...reformTaskInput, number: 41, limit_on: '2026-12-31' },
        outcome: 'refused: programme-is-own',
      },
    ],
  },
]);
