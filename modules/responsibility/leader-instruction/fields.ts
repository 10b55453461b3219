import { field } from '#kernel/record/field.ts';
import { unitsField } from '../recipients.ts';

/** 领导批示: what a leader wrote on a record or a paper, who is to carry it out, what they answered. */
export const fields = {
  title: field.text({ label: { zh: '批示事项', en: 'Matter' }, min: 4, max: 100 }),
  number: field.code({ label: { zh: '交办文号', en: 'Number' }, help: { zh: '交办时取得', en: 'Taken when it is assigned' }, max: 40 }),
  leader_name: field.text({ label: { zh: '批示领导', en: 'Leader' }, max: 60 }),
  given_by: field.person({ label: { zh: '批示人', en: 'Given by' } }),
  given_on: field.date({ label: { zh: '批示日期', en: 'Given on' } }),
  content: field.longText({ label: { zh: '批示内容', en: 'What was instructed' }, min: 2, max: 2000 }),
  urgency: field.choice({
    label: { zh: '缓急', en: 'Urgency' },
    options: { ordinary: { zh: '平件', en: 'Ordinary' }, urgent: { zh: '急件', en: 'Urgent' }, immediate: { zh: '特急', en: 'Immediate' } },
  }),
  paper: field.text({ label: { zh: '批示文件', en: 'Paper instructed on' }, help: { zh: '标题和文号', en: 'Title and number' }, max: 200 }),
  danger: field.ref({ label: { zh: '涉及隐患', en: 'About the danger' }, to: 'hidden-danger' }),
  supervision: field.ref({ label: { zh: '涉及挂牌督办', en: 'About the listing' }, to: 'listed-supervision' }),
  notice: field.ref({ label: { zh: '涉及公文', en: 'About the notice' }, to: 'official-notice' }),
  scan: field.files({ label: { zh: '批示件扫描', en: 'Scan' }, most: 5, accept: ['image', 'document'] }),
  office: field.organisation({ label: { zh: '督办机构', en: "Leader's office" } }),
  units: unitsField({ zh: '承办单位', en: 'Assigned to' }),
  due_on: field.date({ label: { zh: '办结期限', en: 'Answer by' } }),
  assigned_by: field.person({ label: { zh: '交办人', en: 'Assigned by' } }),
  assigned_on: field.date({ label: { zh: '交办日期', en: 'Assigned on' } }),
  outcome: field.longText({ label: { zh: '落实结果', en: 'Outcome' }, min: 4, max: 2000 }),
  closed_by: field.person({ label: { zh: '办结人', en: 'Closed by' } }),
  closed_on: field.date({ label: { zh: '办结日期', en: 'Closed on' } }),
  cancel_reason: field.text({ label: { zh: '撤销理由', en: 'Why it is cancelled' }, max: 500 }),
} as const;
