import { field } from '#kernel/record/field.ts';

/** 督办进展报告: what was done in the quarter. 煤矿安全生产条例 第三十五条 asks it of coal mines each quarter; listing asks it of everybody. */
export const fields = {
  supervision: field.ref({ label: { zh: '挂牌督办', en: 'Listed supervision' }, to: 'listed-supervision' }),
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise' }),
  title: field.text({ label: { zh: '报告', en: 'Report' }, max: 120 }),
  due_on: field.date({ label: { zh: '应报日期', en: 'Owed by' } }),
  percent: field.integer({ label: { zh: '治理进度', en: 'Done' }, min: 0, max: 100, unit: { zh: '%', en: '%' } }),
  done: field.longText({ label: { zh: '本季进展', en: 'Done this quarter' }, min: 4, max: 2000 }),
  problems: field.longText({ label: { zh: '存在问题', en: 'Problems' }, max: 1000 }),
  next_steps: field.longText({ label: { zh: '下步措施', en: 'Next steps' }, max: 1000 }),
  spent: field.money({ label: { zh: '已投入资金', en: 'Spent' }, min: 0 }),
  evidence: field.files({ label: { zh: '佐证材料', en: 'Evidence' }, most: 9, accept: ['image', 'document'] }),
  submitted_by: field.person({ label: { zh: '报送人', en: 'Handed in by' } }),
  submitted_on: field.date({ label: { zh: '报送日期', en: 'Handed in on' } }),
  reviewed_by: field.person({ label: { zh: '审阅人', en: 'Read by' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
} as const;
