import { field } from '#kernel/record/field.ts';
import { criterionOptions } from './criteria.ts';

/** 隐患: what was found, how grave, who puts it right, who saw that it is right. Law: 安全生产法 第四十一条. */
export const fields = {
  title: field.text({ label: { zh: '隐患名称', en: 'Title' }, min: 4, max: 80, disclosure: 'public' }),
  description: field.longText({ label: { zh: '隐患描述', en: 'Description' }, max: 2000 }),
  enterprise: field.ref({ label: { zh: '所在企业', en: 'Enterprise' }, to: 'enterprise', disclosure: 'public' }),
  location: field.text({ label: { zh: '具体部位', en: 'Where exactly' }, max: 120 }),
  place: field.point({ label: { zh: '位置', en: 'Place' } }),
  category: field.choice({
    label: { zh: '类别', en: 'Category' },
    options: {
      person: { zh: '人的行为', en: 'People' },
      machine: { zh: '设备设施', en: 'Equipment' },
      environment: { zh: '作业环境', en: 'Environment' },
      management: { zh: '安全管理', en: 'Management' },
    },
  }),
  source: field.choice({
    label: { zh: '来源', en: 'Source' },
    options: {
      'self-check': { zh: '企业自查', en: 'Self-check' },
      supervision: { zh: '监管检查', en: 'Supervision' },
      patrol: { zh: '网格巡查', en: 'Grid patrol' },
      report: { zh: '群众举报', en: 'Public report' },
      monitoring: { zh: '监测预警', en: 'Monitoring' },
      expert: { zh: '专家检查', en: 'Expert' },
      insurance: { zh: '保险服务', en: 'Insurer' },
    },
  }),
  found_on: field.date({ label: { zh: '发现日期', en: 'Found on' } }),
  found_by: field.person({ label: { zh: '发现人', en: 'Found by' } }),
  photos_before: field.files({ label: { zh: '整改前照片', en: 'Photos before' }, most: 9, accept: ['image', 'video'] }),
  regulator: field.organisation({ label: { zh: '监管部门', en: 'Department in charge' }, disclosure: 'public' }),
  level: field.choice({
    label: { zh: '等级', en: 'Level' },
    options: { general: { zh: '一般', en: 'General' }, major: { zh: '重大', en: 'Major' } },
    disclosure: 'public',
  }),
  criterion: field.choice({
    label: { zh: '判定标准条款', en: 'Criterion met' },
    help: { zh: '重大事故隐患判定标准中符合的条款', en: 'The item of the published criteria of major hidden dangers that is met' },
    options: criterionOptions,
    disclosure: 'public',
  }),
  level_reason: field.text({
    label: { zh: '定级理由', en: 'Reason for the level' },
    help: {
      zh: '与判定标准不一致时必填：最终由人定级',
      en: 'Required where the level departs from the criterion: the last word is a human’s',
    },
    max: 500,
  }),
  rectify_until: field.date({ label: { zh: '整改期限', en: 'Put right by' }, disclosure: 'public' }),
  duty_person: field.text({ label: { zh: '整改责任人', en: 'Responsible person' }, max: 60 }),
  measures: field.longText({ label: { zh: '整改措施', en: 'Measures' }, max: 2000 }),
  funds: field.money({ label: { zh: '整改资金', en: 'Funds' }, min: 0 }),
  contingency_plan: field.longText({ label: { zh: '整改期间应急预案', en: 'Contingency plan meanwhile' }, max: 2000 }),
  congress_on: field.date({ label: { zh: '向职代会报告日期', en: "Reported to the workers' congress on" } }),
  congress_minutes: field.files({
    label: { zh: '职代会纪要', en: "Minutes of the workers' congress" },
    most: 5,
    accept: ['image', 'document'],
  }),
  received_on: field.date({ label: { zh: '监管部门签收日期', en: 'Received by the regulator on' } }),
  received_by: field.person({ label: { zh: '签收人', en: 'Received by' } }),
  rectification: field.longText({ label: { zh: '整改情况', en: 'What was done' }, max: 2000 }),
  photos_after: field.files({ label: { zh: '整改后照片', en: 'Photos after' }, most: 9, accept: ['image', 'video'] }),
  rectified_by: field.person({ label: { zh: '整改人', en: 'Put right by whom' } }),
  rectified_on: field.date({ label: { zh: '整改完成日期', en: 'Put right on' }, disclosure: 'public' }),
  verification: field.longText({ label: { zh: '复查意见', en: 'Verification' }, max: 1000 }),
  photos_verified: field.files({ label: { zh: '复查照片', en: 'Photos at verification' }, most: 9, accept: ['image', 'video'] }),
  verified_by: field.person({ label: { zh: '复查人', en: 'Verified by' } }),
  verified_on: field.date({ label: { zh: '销号日期', en: 'Closed on' }, disclosure: 'public' }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
  handover_to: field.organisation({ label: { zh: '移交单位', en: 'Handed over to' } }),
  handover_reason: field.text({ label: { zh: '移交理由', en: 'Why it is handed over' }, max: 500 }),
  reopen_reason: field.text({ label: { zh: '重开理由', en: 'Why it is re-opened' }, max: 500 }),
  dismissal_reason: field.text({ label: { zh: '不予登记理由', en: 'Why it is dismissed' }, max: 500 }),
  merged_into: field.ref({ label: { zh: '并入隐患', en: 'Merged into' }, to: 'hidden-danger' }),
} as const;

export type HiddenDangerFields = typeof fields;
