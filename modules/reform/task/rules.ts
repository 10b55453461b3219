import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { reformProgramme } from '../programme/record.ts';
import { unitsAreThere } from '../units.ts';
import { fields } from './fields.ts';

export const programme = needOne('programme', reformProgramme, ['title', 'office'], ({ input }) => input.programme);

/** Reports that are still owed or being looked at; their own definition stands above this one. */
export const openReports = needMany('open-reports', { name: 'task-report', fields: {} }, ['state'], ({ id }) => ({
  where: { task: id, state: ['owed', 'returned', 'submitted'] },
  limit: 1,
}));

export const ownOffice = rule(fields, 'own-office', {
  zh: '由牵头办公室办理',
  en: 'This is for the office in charge',
  holds: ({ row, actor }) => actor.org === row.office,
});

export const programmeIsOwn = rule(fields, 'programme-is-own', {
  zh: '方案须由本办公室牵头，且在实施中',
  en: 'The programme must be your own, and running',
  field: 'programme',
  holds: (context) => {
    const found = programme.of(context);
    if (found === undefined) return 'unknown';
    return found?.state === 'running' && (context.actor.reader === 'system' || found.office === context.actor.org);
  },
});

export const limitOrStanding = rule(fields, 'limit-or-standing', {
  zh: '请填写完成时限；持续推进的任务不填',
  en: 'Name the day by which it is to be done; a task that stands for good has none',
  field: 'limit_on',
  holds: ({ after }) => (after.standing === true) === (after.limit_on === null),
});

export const unitsStand = rule(fields, 'units-stand', {
  zh: '每行填一个现有单位或一类单位，且在牵头办公室辖区内',
  en: 'Each line is one organisation that stands today, or one group, inside the area of the office',
  field: 'units',
  holds: (context) => {
    const found = programme.of(context);
    const office = context.row.office ?? found?.office ?? null;
    return office !== null && unitsAreThere(context.input.units ?? [], office, context.register);
  },
});

export const limitIsAhead = rule(fields, 'limit-is-ahead', {
  zh: '完成时限须晚于今天',
  en: 'The limit must lie after today',
  field: 'limit_on',
  holds: ({ input, today }) => (input.limit_on ?? '') > today,
});

export const doneAlready = rule(fields, 'done-already', {
  zh: '完成日期不能晚于今天',
  en: 'It cannot have been done after today',
  field: 'done_on',
  holds: ({ input, today }) => (input.done_on ?? '') <= today,
});

export const allReported = rule(fields, 'all-reported', {
  zh: '还有未报送或未审核的季度报告：请先审核或免报',
  en: 'Reports are still owed or to be reviewed: review or waive them first',
  holds: (context) => {
    const found = openReports.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});
