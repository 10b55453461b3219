/** The three files of a closed-loop record type of 24 fields, its names made different by a number so that the compiler meets each anew. */
export function fieldsFile(index: number): string {
  const label = (zh: string, en: string) => `label: { zh: '${zh}${index}', en: '${en} ${index}' }`;
  return `import { field } from '#kernel/record/field.ts';

export const fields = {
  title: field.text({ ${label('名称', 'Title')}, min: 2, max: 80, disclosure: 'public' }),
  description: field.longText({ ${label('描述', 'Description')}, max: 2000 }),
  enterprise: field.ref({ ${label('企业', 'Enterprise')}, to: 'enterprise' }),
  facility: field.text({ ${label('设施', 'Facility')}, max: 120 }),
  facility_code_${index}: field.code({ ${label('编号', 'Code')}, max: 20 }),
  place: field.point({ ${label('位置', 'Place')} }),
  category: field.choice({
    ${label('类别', 'Category')},
    options: { first_${index}: { zh: '一', en: 'One' }, second: { zh: '二', en: 'Two' }, third: { zh: '三', en: 'Three' } },
  }),
  hazards: field.choices({ ${label('危害', 'Hazards')}, options: { fire: { zh: '火灾', en: 'Fire' }, fall_${index}: { zh: '坠落', en: 'Fall' } } }),
  found_on: field.date({ ${label('日期', 'Found on')} }),
  found_by: field.person({ ${label('发现人', 'Found by')} }),
  regulator: field.organisation({ ${label('监管部门', 'Regulator')} }),
  site: field.region({ ${label('地点', 'Site')}, level: 'township' }),
  photos: field.files({ ${label('照片', 'Photos')}, most: 9, accept: ['image'] }),
  workers: field.integer({ ${label('人数', 'Workers')}, min: 0, max: 100000 }),
  load_ratio: field.decimal({ ${label('负荷', 'Load')}, min: 0 }),
  funds: field.money({ ${label('资金', 'Funds')}, min: 0 }),
  urgent: field.flag({ ${label('紧急', 'Urgent')} }),
  contact_phone: field.phone({ ${label('电话', 'Phone')} }),
  due_on: field.date({ ${label('期限', 'Due on')} }),
  checked_at: field.moment({ ${label('检查时间', 'Checked at')} }),
  measures: field.longText({ ${label('措施', 'Measures')}, max: 2000 }),
  result: field.longText({ ${label('结果', 'Result')}, max: 2000 }),
  return_reason: field.text({ ${label('退回理由', 'Why sent back')}, max: 500 }),
  steps: field.list({
    ${label('步骤', 'Steps')},
    most: 20,
    items: { what: field.text({ ${label('内容', 'What')}, max: 200 }), done_on: field.date({ ${label('完成', 'Done on')} }) },
  }),
} as const;
`;
}

export function rulesFile(index: number): string {
  return `import { rule } from '#kernel/lifecycle/rule.ts';
import { fields } from './fields.ts';

export const foundAlready = rule(fields, 'found-already-${index}', {
  zh: '发现日期不能晚于今天',
  en: 'It cannot have been found later than today',
  field: 'found_on',
  holds: ({ input, today }) => (input.found_on ?? '') <= today,
});

export const dueIsAhead = rule(fields, 'due-is-ahead-${index}', {
  zh: '期限须晚于今天',
  en: 'It must be due after today',
  field: 'due_on',
  holds: ({ after, today }) => after.due_on === null || after.due_on > today,
});

export const namesItsFacility = rule(fields, 'names-its-facility-${index}', {
  zh: '紧急的须指明设施和危害',
  en: 'An urgent one names its facility and hazards',
  holds: ({ row, input }) => input.urgent !== true || (row.facility !== null && (input.hazards ?? row.hazards ?? []).includes('fall_${index}')),
});

export const stepsAreDone = rule(fields, 'steps-are-done-${index}', {
  zh: '所有步骤须已完成',
  en: 'All steps must be done',
  holds: ({ row }) => (row.steps ?? []).every((step) => step.done_on !== null),
});

export const verifierIsAnother = rule(fields, 'verifier-is-another-${index}', {
  zh: '复查人不能是发现人',
  en: 'Whoever found it cannot verify it',
  holds: ({ row, actor }) => row.found_by !== actor.person && row.category !== 'first_${index}',
});
`;
}

function actions(index: number): string {
  return `    actions: {
      report: {
        label: { zh: '登记', en: 'Report' },
        from: null,
        to: 'reported',
        by: ['supervisor', 'inspector'],
        fills: ['title', 'enterprise', 'found_on', 'category'],
        offers: ['description', 'facility', 'facility_code_${index}', 'place', 'hazards', 'photos', 'urgent', 'contact_phone'],
        rules: [rules.foundAlready],
        set: ({ actor }) => ({ found_by: actor.person, regulator: actor.org, workers: 0 }),
        scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
      },
      assign: {
        label: { zh: '分派', en: 'Assign' },
        from: ['reported'],
        to: ({ after }) => (after.urgent === true ? 'acting' : 'verifying'),
        by: ['supervisor'],
        fills: ['due_on'],
        offers: ['site', 'funds', 'load_ratio'],
        rules: [rules.dueIsAhead, rules.namesItsFacility],
      },
      act: {
        label: { zh: '报告处理', en: 'Report it done' },
        from: ['acting'],
        to: 'verifying',
        by: ['safety-manager', 'enterprise-head'],
        fills: ['result'],
        offers: ['measures', 'steps', 'checked_at'],
        rules: [rules.stepsAreDone],
      },
      verify: { label: { zh: '复查', en: 'Verify' }, from: ['verifying'], to: 'closed', by: ['supervisor'], rules: [rules.verifierIsAnother] },
      'send-back': { label: { zh: '退回', en: 'Send back' }, from: ['verifying'], to: 'acting', by: ['supervisor'], fills: ['return_reason', 'due_on'] },
      reopen: { label: { zh: '重开', en: 'Re-open' }, from: ['closed'], to: 'acting', by: ['supervisor', 'leader'], fills: ['return_reason', 'due_on'] },
    },
`;
}

export function recordFile(index: number): string {
  return `import { lifecycle } from '#kernel/lifecycle/table.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

export const record${index} = defineRecord({
  name: 'type-${index}',
  plural: 'type-${index}-all',
  label: { zh: '记录${index}', en: 'Record ${index}' },
  clause: ['§${index}'],
  fields,
  lifecycle: lifecycle(fields, {
    states: {
      reported: {
        label: { zh: '待分派', en: 'Reported' },
        tone: 'processing',
        owes: ({ after }) => after.regulator ?? '',
        within: ({ figures }) => ({ period: { n: figures.number('type-${index}.days'), unit: 'working-day' } }),
      },
      acting: {
        label: { zh: '处理中', en: 'Being dealt with' },
        tone: 'warning',
        owes: ({ row }) => row.subject ?? '',
        within: ({ after }) => ({ until: after.due_on ?? '' }),
      },
      verifying: {
        label: { zh: '待复查', en: 'To be verified' },
        tone: 'processing',
        owes: ({ after }) => after.regulator ?? '',
        within: () => ({ period: { n: 5, unit: 'working-day' } }),
      },
      closed: { label: { zh: '已关闭', en: 'Closed' }, tone: 'success' },
    },
${actions(index)}  }),
  title: 'title',
  subject: 'enterprise',
  list: { columns: ['title', 'enterprise', 'category', 'found_on', 'due_on'], filters: ['title', 'category', 'enterprise'] },
});
`;
}
