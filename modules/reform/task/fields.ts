import { field } from '#kernel/record/field.ts';
import { systems } from '../systems.ts';
import { unitsField } from '../units.ts';

/** 改革任务: one task of a programme, as it is printed. The annex of 吉发〔2017〕26号 was not made public, so nothing here ever is. */
export const fields = {
  programme: field.ref({ label: { zh: '改革方案', en: 'Programme' }, to: 'reform-programme' }),
  number: field.integer({ label: { zh: '序号', en: 'Number' }, min: 1, max: 9999 }),
  title: field.text({ label: { zh: '任务', en: 'Task' }, max: 120 }),
  content: field.longText({ label: { zh: '主要任务及相关内容', en: 'What is to be done' }, min: 4, max: 1000 }),
  clause: field.code({ label: { zh: '所据条款', en: 'Clause' }, max: 20 }),
  system: field.choice({ label: { zh: '所属体系', en: 'System' }, options: systems }),
  units: unitsField,
  standing: field.flag({ label: { zh: '持续推进', en: 'Stands for good' } }),
  limit_on: field.date({ label: { zh: '完成时限', en: 'To be done by' } }),
  year: field.integer({ label: { zh: '完成年度', en: 'Year' }, min: 2000, max: 2100 }),
  begun_on: field.date({
    label: { zh: '推进起始日', en: 'Under way since' },
    help: { zh: '此日所在季度起报送', en: 'Reports are owed from the quarter of this day' },
  }),
  note: field.longText({ label: { zh: '文本备注', en: 'Note on the text' }, max: 1000 }),
  office: field.organisation({ label: { zh: '牵头办公室', en: 'Office in charge' } }),
  basis: field.longText({ label: { zh: '依据', en: 'On what basis' }, min: 4, max: 1000 }),
  evidence: field.files({ label: { zh: '佐证材料', en: 'Evidence' }, most: 9, accept: ['image', 'document'] }),
  done_on: field.date({ label: { zh: '完成日期', en: 'Done on' } }),
  settled_by: field.person({ label: { zh: '核定人', en: 'Settled by' } }),
} as const;
