import { field } from '#kernel/record/field.ts';
import { findingsField } from '../findings.ts';

/** 交叉检查: one place or department inspects another for the office in charge. Policy: 吉发〔2017〕26号 第三十四条“交叉互检”. */
export const fields = {
  title: field.text({ label: { zh: '检查名称', en: 'Inspection' }, min: 4, max: 80 }),
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  office: field.organisation({ label: { zh: '部署单位', en: 'Ordered by' } }),
  inspector: field.organisation({ label: { zh: '检查单位', en: 'Who inspects' } }),
  inspected: field.organisation({ label: { zh: '被检查单位', en: 'Who is inspected' } }),
  focus: field.longText({ label: { zh: '检查重点', en: 'What is looked at' }, min: 4, max: 1000 }),
  until_on: field.date({ label: { zh: '完成期限', en: 'To be done by' } }),
  visited_on: field.date({ label: { zh: '检查日期', en: 'Inspected on' } }),
  conclusion: field.longText({ label: { zh: '检查结论', en: 'Conclusion' }, min: 4, max: 2000 }),
  findings: findingsField,
  evidence: field.files({ label: { zh: '检查材料', en: 'Papers' }, most: 9, accept: ['image', 'document'] }),
  reported_by: field.person({ label: { zh: '检查人', en: 'Inspected by whom' } }),
  cancel_reason: field.text({ label: { zh: '取消理由', en: 'Why it was called off' }, min: 4, max: 500 }),
} as const;
