import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { lastDayOf, quarterReported, quarterText } from '../quarter.ts';
import { reformTask } from '../task/record.ts';
import { placeOf, speakers } from '../units.ts';
import { fields } from './fields.ts';

const task = needOne('task', reformTask, ['number', 'office'], ({ input }) => input.task);

const taskIsOpen = rule(fields, 'task-is-open', {
  zh: '任务不在推进中，不需报送',
  en: 'The task is not under way: nothing is owed',
  field: 'task',
  holds: (context) => {
    const found = task.of(context);
    return found === undefined ? 'unknown' : found?.state === 'open' || found?.state === 'standing';
  },
});

const unitStands = rule(fields, 'unit-stands', {
  zh: '没有这个单位，或已撤销',
  en: 'There is no such organisation today',
  field: 'unit',
  holds: ({ input, register }) => register.organisation(input.unit ?? '') !== undefined,
});

const quarterIsOver = rule(fields, 'quarter-is-over', {
  zh: '季度终了后才报送',
  en: 'A quarter is reported on when it is over',
  field: 'quarter',
  holds: ({ input, today }) => (input.quarter ?? '') <= quarterReported(today),
});

const actorIsUnit = rule(fields, 'actor-is-unit', {
  zh: '由责任单位报送',
  en: 'This is for the unit responsible',
  holds: ({ row, actor }) => actor.org === row.unit,
});

const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由审核单位办理',
  en: 'This is for the office that reviews',
  holds: ({ row, actor }) => actor.org === row.office,
});

const doneHasEvidence = rule(fields, 'done-has-evidence', {
  zh: '报“已经完成”须附佐证材料',
  en: 'What is reported as done needs its evidence',
  field: 'evidence',
  holds: ({ input }) => input.progress !== 'done' || (input.evidence ?? []).length > 0,
});

const answers = ['progress', 'done', 'next_steps'] as const;

function workingDays(figures: { number(name: string): number }, name: string) {
  return { n: figures.number(`task-report.${name}-working-days`), unit: 'working-day' as const };
}

export const reportLifecycle = lifecycle(fields, {
  states: {
    owed: {
      label: { zh: '待报送', en: 'Owed' },
      tone: 'warning',
      owes: ({ after }) => after.unit ?? '',
      // Counted from the end of the quarter, whenever it came to be owed.
      within: ({ after, figures }) => ({
        period: workingDays(figures, 'due'),
        from: new Date(`${lastDayOf(after.quarter ?? '')}T15:59:59.999Z`),
      }),
    },
    returned: {
      label: { zh: '退回补报', en: 'Sent back' },
      tone: 'error',
      owes: ({ after }) => after.unit ?? '',
      within: ({ figures }) => ({ period: workingDays(figures, 'resubmit') }),
    },
    submitted: {
      label: { zh: '待审核', en: 'To be reviewed' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: ({ figures }) => ({ period: workingDays(figures, 'review') }),
    },
    accepted: { label: { zh: '已审核', en: 'Accepted' }, tone: 'success' },
    waived: { label: { zh: '免报', en: 'Waived' }, tone: 'default' },
  },
  actions: {
    owe: {
      label: { zh: '应报季度进展', en: 'Report owed' },
      from: null,
      to: 'owed',
      by: ['system'],
      fills: ['task', 'unit', 'quarter'],
      needs: [task.need],
      rules: [taskIsOpen, unitStands, quarterIsOver],
      set: (context) => {
        const found = task.of(context);
        return {
          title: `${quarterText(context.input.quarter ?? '').zh}：${found?.title ?? ''}`,
          programme: found?.programme ?? null,
          content: found?.content ?? null,
          system: found?.system ?? null,
          year: found?.year ?? null,
          office: found?.office ?? null,
        };
      },
      scope: ({ input, register }) => placeOf(input.unit, register),
    },
    submit: {
      label: { zh: '报送进展', en: 'Hand in' },
      from: ['owed', 'returned'],
      to: 'submitted',
      by: speakers,
      fills: answers,
      offers: ['problems', 'evidence'],
      rules: [actorIsUnit, doneHasEvidence],
      set: ({ actor, today }) => ({ submitted_by: actor.person, submitted_on: today }),
    },
    accept: {
      label: { zh: '审核通过', en: 'Accept' },
      from: ['submitted'],
      to: 'accepted',
      by: ['commission'],
      rules: [actorIsOffice],
      set: ({ actor, today }) => ({ reviewed_by: actor.person, reviewed_on: today }),
    },
    return: {
      label: { zh: '退回补报', en: 'Send back' },
      from: ['submitted'],
      to: 'returned',
      by: ['commission'],
      fills: ['return_reason'],
      rules: [actorIsOffice],
      set: ({ actor, today }) => ({ reviewed_by: actor.person, reviewed_on: today }),
    },
    waive: {
      label: { zh: '免报', en: 'Waive' },
      confirm: { zh: '免报后该单位本季不再报送此项', en: 'The unit will not report on this for the quarter' },
      from: ['owed', 'returned'],
      to: 'waived',
      by: ['commission'],
      fills: ['waive_reason'],
      rules: [actorIsOffice],
      set: ({ actor, today }) => ({ reviewed_by: actor.person, reviewed_on: today }),
    },
  },
});
