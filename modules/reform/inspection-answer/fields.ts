import { field } from '#kernel/record/field.ts';
import { findingsField } from '../findings.ts';

/** 交叉检查整改答复: what the place that was inspected has done about the findings. */
export const fields = {
  title: field.text({ label: { zh: '检查', en: 'Inspection' }, max: 120 }),
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  inspection: field.ref({ label: { zh: '交叉检查', en: 'Cross-inspection' }, to: 'cross-inspection' }),
  inspector: field.organisation({ label: { zh: '检查单位', en: 'Inspected by' } }),
  inspected: field.organisation({ label: { zh: '被检查单位', en: 'Inspected' } }),
  office: field.organisation({ label: { zh: '审核单位', en: 'Reviewed by' } }),
  findings: findingsField,
  answer: field.longText({ label: { zh: '整改答复', en: 'Answer' }, min: 4, max: 4000 }),
  evidence: field.files({ label: { zh: '整改佐证', en: 'Evidence' }, most: 9, accept: ['image', 'document'] }),
  answered_by: field.person({ label: { zh: '答复人', en: 'Answered by' } }),
  answered_on: field.date({ label: { zh: '答复日期', en: 'Answered on' } }),
  reviewed_by: field.person({ label: { zh: '审核人', en: 'Reviewed by whom' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, min: 2, max: 500 }),
} as const;
