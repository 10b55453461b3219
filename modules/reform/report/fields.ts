import { field } from '#kernel/record/field.ts';
import { checkQuarter } from '../quarter.ts';
import { systems } from '../systems.ts';

/** 季度进展: what one unit says of one task at the start of the next quarter, with its evidence. Policy: 吉发〔2017〕26号 第三十二条. */
export const fields = {
  title: field.text({ label: { zh: '报告', en: 'Report' }, max: 120 }),
  quarter: field.code({ label: { zh: '季度', en: 'Quarter' }, max: 6, check: checkQuarter }),
  unit: field.organisation({ label: { zh: '责任单位', en: 'Unit' } }),
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  task: field.ref({ label: { zh: '改革任务', en: 'Task' }, to: 'reform-task' }),
  content: field.longText({ label: { zh: '任务内容', en: 'What is to be done' }, max: 1000 }),
  system: field.choice({ label: { zh: '所属体系', en: 'System' }, options: systems }),
  year: field.integer({
    label: { zh: '完成年度', en: 'Year' },
    help: { zh: '持续推进的任务没有年度', en: 'None where the task stands for good' },
    min: 2000,
    max: 2100,
  }),
  office: field.organisation({ label: { zh: '审核单位', en: 'Reviewed by' } }),
  progress: field.choice({
    label: { zh: '进度', en: 'Progress' },
    options: {
      'not-begun': { zh: '尚未启动', en: 'Not begun' },
      'under-way': { zh: '正在推进', en: 'Under way' },
      done: { zh: '已经完成', en: 'Done' },
    },
  }),
  done: field.longText({ label: { zh: '本季进展', en: 'Done this quarter' }, min: 4, max: 2000 }),
  problems: field.longText({ label: { zh: '存在问题', en: 'Problems' }, max: 1000 }),
  next_steps: field.longText({ label: { zh: '下步措施', en: 'Next steps' }, min: 4, max: 1000 }),
  evidence: field.files({
    label: { zh: '佐证材料', en: 'Evidence' },
    help: { zh: '报“已经完成”须附佐证', en: 'Required where it is reported as done' },
    most: 9,
    accept: ['image', 'document'],
  }),
  submitted_by: field.person({ label: { zh: '报送人', en: 'Handed in by' } }),
  submitted_on: field.date({ label: { zh: '报送日期', en: 'Handed in on' } }),
  reviewed_by: field.person({ label: { zh: '审核人', en: 'Reviewed by whom' } }),
  reviewed_on: field.date({ label: { zh: '审核日期', en: 'Reviewed on' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, min: 2, max: 500 }),
  waive_reason: field.text({ label: { zh: '免报理由', en: 'Why it is not owed' }, min: 4, max: 500 }),
} as const;
