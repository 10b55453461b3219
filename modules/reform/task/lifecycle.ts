import { lifecycle } from '#kernel/lifecycle/table.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

const running = ['unknown', 'open', 'standing'] as const;

/** The list shows the number and how the text begins. */
function titleOf(number: number | null, content: string | null): string {
  const text = content ?? '';
  return `${number ?? ''}. ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

type Context = Parameters<(typeof rules.ownOffice)['holds']>[0];

/** Of a task whose time had passed before it was entered nothing is known: that is said, and nothing is made up. */
function entered({ after, today }: Context): 'unknown' | 'open' | 'standing' {
  if (after.standing === true) return 'standing';
  return (after.limit_on ?? '') < today ? 'unknown' : 'open';
}

export const taskLifecycle = lifecycle(fields, {
  states: {
    unknown: { label: { zh: '情况不明', en: 'Not known' }, tone: 'default' },
    open: {
      label: { zh: '推进中', en: 'Under way' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: ({ after }) => ({ until: after.limit_on ?? '' }),
    },
    standing: { label: { zh: '持续推进', en: 'Stands for good' }, tone: 'processing' },
    done: { label: { zh: '已完成', en: 'Done' }, tone: 'success' },
  },
  actions: {
    enter: {
      label: { zh: '登记任务', en: 'Enter a task' },
      from: null,
      to: entered,
      by: ['commission', 'system'],
      fills: ['programme', 'number', 'content', 'system', 'units'],
      offers: ['clause', 'standing', 'limit_on', 'note'],
      needs: [rules.programme.need],
      rules: [rules.programmeIsOwn, rules.limitOrStanding, rules.unitsStand],
      set: (context) => ({
        title: titleOf(context.after.number, context.after.content),
        year: context.after.limit_on === null ? null : Number(context.after.limit_on.slice(0, 4)),
        standing: context.after.standing === true,
        begun_on: entered(context) === 'unknown' ? null : context.today,
        office: rules.programme.of(context)?.office ?? null,
      }),
      scope: (context) => ({ region: rules.programme.of(context)?.region ?? '', line: rules.programme.of(context)?.line ?? '' }),
    },
    'take-up': {
      label: { zh: '转为推进', en: 'Take up' },
      from: ['unknown', 'done'],
      to: 'open',
      by: ['commission'],
      fills: ['limit_on', 'basis'],
      offers: ['evidence'],
      rules: [rules.ownOffice, rules.limitIsAhead],
      set: ({ actor, input, today }) => ({
        year: Number((input.limit_on ?? '').slice(0, 4)),
        begun_on: today,
        done_on: null,
        settled_by: actor.person,
      }),
    },
    move: {
      label: { zh: '调整时限', en: 'Move the limit' },
      from: ['open'],
      to: 'open',
      by: ['commission'],
      fills: ['limit_on', 'basis'],
      rules: [rules.ownOffice, rules.limitIsAhead],
      set: ({ actor, input }) => ({ year: Number((input.limit_on ?? '').slice(0, 4)), settled_by: actor.person }),
    },
    reassign: {
      label: { zh: '调整责任单位', en: 'Change the units' },
      from: running,
      to: 'same',
      by: ['commission'],
      fills: ['units', 'basis'],
      rules: [rules.ownOffice, rules.unitsStand],
    },
    complete: {
      label: { zh: '核定完成', en: 'Settle as done' },
      confirm: { zh: '核定后各单位不再报送', en: 'Nobody will report on it any more' },
      from: running,
      to: 'done',
      by: ['commission'],
      fills: ['done_on', 'basis'],
      offers: ['evidence'],
      needs: [rules.openReports.need],
      rules: [rules.ownOffice, rules.doneAlready, rules.allReported],
      set: ({ actor }) => ({ settled_by: actor.person }),
    },
  },
});
