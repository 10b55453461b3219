import { programmeOfProvince, reformTaskInput } from '#server/testing/reform.ts';
import { stories } from '#server/testing/story.ts';

const who = 'provinceCommission';
const enter = { who, action: 'enter' } as const;
const basis = '安委会会议纪要第 3 号';

stories('reform-task', programmeOfProvince, [
  {
    name: 'refusals',
    steps: [
      { who: 'provinceSupervisor', action: 'enter', input: { ...reformTaskInput, standing: true }, outcome: 'refused: not-permitted' },
      { who: 'cityCommission', action: 'enter', input: { ...reformTaskInput, standing: true }, outcome: 'refused: no-such' },
      { ...enter, input: { ...reformTaskInput, units: [] }, outcome: 'refused: missing' },
      { ...enter, input: { ...reformTaskInput, system: 'transport', standing: true }, outcome: 'refused: ill-formed' },
      { ...enter, input: reformTaskInput, outcome: 'refused: limit-or-standing' },
      { ...enter, input: { ...reformTaskInput, standing: true, limit_on: '2026-12-31' }, outcome: 'refused: limit-or-standing' },
      { ...enter, input: { ...reformTaskInput, units: [{ printed: '某厅' }], standing: true }, outcome: 'refused: units-stand' },
      {
        ...enter,
        input: { ...reformTaskInput, units: [{ printed: '省安监局', organisation: '220000-work-safety' }], standing: true },
        outcome: 'refused: units-stand',
      },
      {
        ...enter,
        input: { ...reformTaskInput, units: [{ printed: '厅', organisation: '220000-finance', group: 'governments' }], standing: true },
        outcome: 'refused: units-stand',
      },
    ],
  },
  {
    name: 'of the past is not known, until the office says on what basis it is',
    steps: [
      {
        ...enter,
        input: { ...reformTaskInput, limit_on: '2018-12-31' },
        outcome: 'unknown',
        holds: { year: 2018, desk: null, due_at: null },
      },
      { ...enter, input: { ...reformTaskInput, standing: true }, outcome: 'refused: duplicate' },
      { who, action: 'take-up', input: { limit_on: '2026-12-31' }, outcome: 'refused: missing' },
      { who, action: 'take-up', input: { limit_on: '2026-03-04', basis }, outcome: 'refused: limit-is-ahead' },
      { who, action: 'move', input: { limit_on: '2026-12-31', basis }, outcome: 'refused: wrong-state' },
      {
        who,
        action: 'take-up',
        input: { limit_on: '2026-06-30', basis },
        outcome: 'open',
        holds: { year: 2026, desk: '220000-commission', due_at: new Date('2026-06-30T15:59:59.999Z') },
      },
      {
        who,
        action: 'move',
        input: { limit_on: '2027-06-30', basis },
        outcome: 'open',
        holds: { year: 2027, due_at: new Date('2027-06-30T15:59:59.999Z') },
      },
      {
        who,
        action: 'reassign',
        input: { units: [{ printed: '各级地方政府', group: 'governments' }], basis },
        outcome: 'open',
      },
      { who, action: 'complete', input: { done_on: '2026-03-05', basis }, outcome: 'refused: done-already' },
      { who, action: 'complete', input: { done_on: '2026-03-04', basis, evidence: ['$file'] }, outcome: 'done', holds: { desk: null } },
      { who, action: 'reassign', input: { units: reformTaskInput.units, basis }, outcome: 'refused: wrong-state' },
    ],
  },
  {
    name: 'that stands for good has no limit, and is settled when nothing of it is owed',
    steps: [
      { ...enter, input: { ...reformTaskInput, standing: true }, outcome: 'standing', holds: { year: null, desk: null }, as: 'task' },
      { who, action: 'complete', on: 'task', input: { done_on: '2026-03-04', basis }, outcome: 'done' },
    ],
  },
]);
