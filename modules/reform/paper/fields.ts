import { field } from '#kernel/record/field.ts';
import { systems } from '../systems.ts';
import { checkPeriod } from './period.ts';

/** How many reports stand where; frozen when the paper is issued. */
const counts = {
  total: field.integer({ label: { zh: '应报', en: 'Owed in all' }, min: 0 }),
  accepted: field.integer({ label: { zh: '已审核', en: 'Accepted' }, min: 0 }),
  submitted: field.integer({ label: { zh: '待审核', en: 'To be reviewed' }, min: 0 }),
  returned: field.integer({ label: { zh: '退回补报', en: 'Sent back' }, min: 0 }),
  owed: field.integer({ label: { zh: '未报送', en: 'Not reported' }, min: 0 }),
  late: field.integer({ label: { zh: '逾期', en: 'Late' }, min: 0 }),
} as const;

const most = 2_000;

/** 调度通报与简报: what the office says of the reform in a month or a quarter, composed from the facts. Policy: 吉发〔2017〕26号 第三十四条“月调度和季通报”. */
export const fields = {
  title: field.text({ label: { zh: '标题', en: 'Title' }, max: 120, disclosure: 'public' }),
  kind: field.choice({
    label: { zh: '种类', en: 'Kind' },
    options: { dispatch: { zh: '月度调度通报', en: 'Monthly dispatch' }, bulletin: { zh: '季度简报', en: 'Quarterly bulletin' } },
    disclosure: 'public',
  }),
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  period: field.code({
    label: { zh: '期间', en: 'Period' },
    help: {
      zh: '调度填月份，如 2026-11；简报填季度，如 2026Q3',
      en: 'A month such as 2026-11 for a dispatch, a quarter such as 2026Q3 for a bulletin',
    },
    max: 7,
    check: checkPeriod,
    disclosure: 'public',
  }),
  quarter: field.code({ label: { zh: '报送季度', en: 'Quarter reported on' }, max: 6 }),
  office: field.organisation({ label: { zh: '编发单位', en: 'Issued by' }, disclosure: 'public' }),
  number: field.code({
    label: { zh: '文号', en: 'Number' },
    help: { zh: '签发时取得', en: 'Taken when it is issued' },
    max: 40,
    disclosure: 'public',
  }),
  edition: field.integer({ label: { zh: '版次', en: 'Edition' }, min: 1, max: 99, disclosure: 'public' }),
  issued_on: field.date({ label: { zh: '成文日期', en: 'Issued on' }, disclosure: 'public' }),
  as_of: field.date({ label: { zh: '数据截至', en: 'Facts as of' }, disclosure: 'public' }),
  ...counts,
  in_month: field.integer({ label: { zh: '本月报送', en: 'Reported in the month' }, min: 0 }),
  units: field.list({
    label: { zh: '按单位', en: 'By unit' },
    items: { unit: field.organisation({ label: { zh: '单位', en: 'Unit' } }), ...counts },
    most,
  }),
  systems: field.list({
    label: { zh: '按体系', en: 'By system' },
    items: { system: field.choice({ label: { zh: '体系', en: 'System' }, options: systems }), ...counts },
    most,
  }),
  years: field.list({
    label: { zh: '按完成年度', en: 'By year' },
    items: {
      year: field.integer({ label: { zh: '年度', en: 'Year' }, help: { zh: '持续推进的没有年度', en: 'None where it stands for good' } }),
      ...counts,
    },
    most,
  }),
  late_reports: field.list({
    label: { zh: '逾期报告', en: 'Late reports' },
    items: {
      unit: field.organisation({ label: { zh: '单位', en: 'Unit' } }),
      report: field.text({ label: { zh: '报告', en: 'Report' }, max: 120 }),
      due_on: field.date({ label: { zh: '应办日期', en: 'Due on' } }),
      why: field.text({ label: { zh: '原因', en: 'Why' }, max: 600 }),
    },
    most,
  }),
  tasks: field.list({
    label: { zh: '任务情况', en: 'Tasks' },
    items: {
      system: field.choice({ label: { zh: '体系', en: 'System' }, options: systems }),
      all: field.integer({ label: { zh: '任务', en: 'Tasks' } }),
      running: field.integer({ label: { zh: '推进中', en: 'Under way' } }),
      done: field.integer({ label: { zh: '已完成', en: 'Done' } }),
      unknown: field.integer({ label: { zh: '情况不明', en: 'Not known' } }),
    },
    most,
  }),
  remarks: field.longText({ label: { zh: '工作要求', en: 'What is asked for' }, max: 2000 }),
  corrects: field.ref({ label: { zh: '更正', en: 'Corrects' }, to: 'reform-paper' }),
  correction_reason: field.text({ label: { zh: '更正原因', en: 'Why it is corrected' }, min: 4, max: 500 }),
  by_clock: field.flag({ label: { zh: '到期自动起草', en: 'Drafted by the clock' } }),
  submitted_by: field.person({ label: { zh: '送审人', en: 'Submitted by' } }),
  issued_by: field.person({ label: { zh: '签发人', en: 'Issued by whom' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, min: 2, max: 500 }),
  void_reason: field.text({ label: { zh: '作废理由', en: 'Why it is void' }, min: 2, max: 500 }),
  released: field.flag({
    label: { zh: '批准公开', en: 'Released' },
    help: { zh: '只公开标题、文号和日期，不公开任务和单位', en: 'Only title, number and dates; never tasks or units' },
  }),
  released_by: field.person({ label: { zh: '批准人', en: 'Released by' } }),
  release_note: field.text({ label: { zh: '公开或撤回公开的依据', en: 'On what basis' }, min: 4, max: 500 }),
} as const;
