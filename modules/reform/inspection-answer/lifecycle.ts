import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { placeOf, speakers } from '../units.ts';
import { fields } from './fields.ts';

const actorIsInspected = rule(fields, 'actor-is-inspected', {
  zh: '由被检查单位答复',
  en: 'This is for whoever was inspected',
  holds: ({ row, actor }) => actor.org === row.inspected,
});

const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由部署检查的办公室审核',
  en: 'This is for the office that had it inspected',
  holds: ({ row, actor }) => actor.org === row.office,
});

function workingDays(figures: { number(name: string): number }, name: string) {
  return { period: { n: figures.number(`inspection-answer.${name}-working-days`), unit: 'working-day' as const } };
}

export const inspectionAnswerLifecycle = lifecycle(fields, {
  states: {
    asked: {
      label: { zh: '待整改答复', en: 'To be answered' },
      tone: 'warning',
      owes: ({ after }) => after.inspected ?? '',
      within: ({ figures }) => workingDays(figures, 'answer'),
    },
    answered: {
      label: { zh: '待审核', en: 'To be reviewed' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: ({ figures }) => workingDays(figures, 'review'),
    },
    accepted: { label: { zh: '已审核', en: 'Accepted' }, tone: 'success' },
  },
  actions: {
    ask: {
      label: { zh: '要求整改答复', en: 'Answer asked for' },
      from: null,
      to: 'asked',
      by: [],
      consequence: true,
      fills: ['title', 'programme', 'inspection', 'inspector', 'inspected', 'office', 'findings'],
      scope: ({ input, register }) => placeOf(input.inspected, register),
    },
    answer: {
      label: { zh: '整改答复', en: 'Answer' },
      from: ['asked'],
      to: 'answered',
      by: speakers,
      fills: ['answer', 'evidence'],
      rules: [actorIsInspected],
      set: ({ actor, today }) => ({ answered_by: actor.person, answered_on: today }),
    },
    accept: {
      label: { zh: '审核通过', en: 'Accept' },
      from: ['answered'],
      to: 'accepted',
      by: ['commission'],
      rules: [actorIsOffice],
      set: ({ actor }) => ({ reviewed_by: actor.person }),
      then: ({ row }) => [{ type: 'cross-inspection', id: row.inspection, action: 'close', input: {} }],
    },
    return: {
      label: { zh: '退回重办', en: 'Send back' },
      from: ['answered'],
      to: 'asked',
      by: ['commission'],
      fills: ['return_reason'],
      rules: [actorIsOffice],
      set: ({ actor }) => ({ reviewed_by: actor.person }),
    },
  },
});
