import { field } from '#kernel/record/field.ts';

/** 实施细则: how a place or a department carries the programme out for itself. Policy: 吉发〔2017〕26号 第三十四条. */
export const fields = {
  title: field.text({ label: { zh: '细则名称', en: 'Title' }, min: 4, max: 120 }),
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  policy: field.code({ label: { zh: '所依据方案文号', en: 'Number of the programme' }, max: 40 }),
  unit: field.organisation({ label: { zh: '制定单位', en: 'Made by' } }),
  office: field.organisation({ label: { zh: '备案单位', en: 'Filed with' } }),
  due_on: field.date({ label: { zh: '报备期限', en: 'File by' } }),
  document_number: field.code({ label: { zh: '细则文号', en: 'Document number' }, max: 40 }),
  issued_on: field.date({ label: { zh: '印发日期', en: 'Issued on' } }),
  effective_on: field.date({ label: { zh: '施行日期', en: 'In force from' } }),
  summary: field.longText({ label: { zh: '主要内容', en: 'What it says' }, max: 1000 }),
  papers: field.files({ label: { zh: '细则文本', en: 'The text' }, most: 5, accept: ['document', 'image'] }),
  filed_by: field.person({ label: { zh: '报备人', en: 'Filed by' } }),
  filed_on: field.date({ label: { zh: '报备日期', en: 'Filed on' } }),
  reviewed_by: field.person({ label: { zh: '审查人', en: 'Reviewed by' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, min: 2, max: 500 }),
  end_reason: field.text({ label: { zh: '废止、免报理由', en: 'Why it ended' }, min: 4, max: 500 }),
} as const;
