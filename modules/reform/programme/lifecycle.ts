import { needMany } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { codesOf, isUnder } from '../recipients.ts';
import { fields } from './fields.ts';

/** Tasks that somebody still works on; their own definition stands above this one. */
const openTasks = needMany('open-tasks', { name: 'reform-task', fields: {} }, ['state'], ({ id }) => ({
  where: { programme: id, state: ['open', 'standing'] },
  limit: 1,
}));

const ownOffice = rule(fields, 'own-office', {
  zh: '由牵头办公室办理',
  en: 'This is for the office in charge',
  holds: ({ row, actor }) => actor.org === row.office,
});

const issuedAlready = rule(fields, 'issued-already', {
  zh: '印发日期不能晚于今天',
  en: 'It cannot have been issued after today',
  field: 'issued_on',
  holds: ({ input, today }) => (input.issued_on ?? '') <= today,
});

const officeIsThere = rule(fields, 'office-is-there', {
  zh: '没有这个单位',
  en: 'There is no such office',
  field: 'office',
  holds: ({ input, register }) => register.organisation(input.office ?? '') !== undefined,
});

const someoneIsAsked = rule(fields, 'unit-is-under-office', {
  zh: '须填写单位，且都在本办公室辖区内',
  en: 'Name organisations, all inside the area of this office',
  field: 'rule_units',
  holds: ({ input, row, register }) => {
    const codes = codesOf(input.rule_units);
    return codes.length > 0 && codes.every((code) => code !== row.office && isUnder(code, row.office, register));
  },
});

const ruleDueIsAhead = rule(fields, 'due-is-ahead', {
  zh: '报备期限须晚于今天',
  en: 'The rules must be due after today',
  field: 'rule_due_on',
  holds: ({ input, today }) => (input.rule_due_on ?? '') > today,
});

const nothingOpen = rule(fields, 'no-task-is-open', {
  zh: '还有推进中的任务：请先逐项办结',
  en: 'Tasks are still being worked on: settle each of them first',
  holds: (context) => {
    const found = openTasks.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});

export const programmeLifecycle = lifecycle(fields, {
  states: {
    running: { label: { zh: '实施中', en: 'Running' }, tone: 'processing' },
    closed: { label: { zh: '已办结', en: 'Closed' }, tone: 'success' },
  },
  actions: {
    register: {
      label: { zh: '登记方案', en: 'Register' },
      from: null,
      to: 'running',
      by: ['commission'],
      fills: ['title', 'document_number', 'issued_on'],
      offers: ['note'],
      rules: [issuedAlready],
      set: ({ actor }) => ({ office: actor.org }),
      scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
    },
    load: {
      label: { zh: '装载方案', en: 'Load' },
      from: null,
      to: 'running',
      by: ['system'],
      fills: ['title', 'document_number', 'issued_on', 'office'],
      offers: ['note'],
      rules: [officeIsThere, issuedAlready],
      scope: ({ input, register }) => ({ region: register.organisation(input.office ?? '')?.region ?? '' }),
    },
    'call-for-rules': {
      label: { zh: '部署实施细则', en: 'Call for implementing rules' },
      confirm: { zh: '各单位将收到限期报备的任务', en: 'Each organisation will owe its rules by that day' },
      from: ['running'],
      to: 'same',
      by: ['commission'],
      fills: ['rule_units', 'rule_due_on'],
      rules: [ownOffice, someoneIsAsked, ruleDueIsAhead],
      then: ({ after, id }) =>
        codesOf(after.rule_units).map((unit) => ({
          type: 'implementing-rule',
          id: null,
          action: 'owe',
          input: { programme: id, unit, due_on: after.rule_due_on },
        })),
    },
    correct: {
      label: { zh: '更正', en: 'Correct' },
      from: ['running'],
      to: 'same',
      by: ['commission'],
      offers: ['title', 'note'],
      rules: [ownOffice],
    },
    close: {
      label: { zh: '办结', en: 'Close' },
      confirm: { zh: '办结后不再要求报告', en: 'No reports will be owed any more' },
      from: ['running'],
      to: 'closed',
      by: ['commission'],
      fills: ['closing_note'],
      needs: [openTasks.need],
      rules: [ownOffice, nothingOpen],
    },
  },
});
