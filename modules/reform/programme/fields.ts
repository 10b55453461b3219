import { field } from '#kernel/record/field.ts';
import { speakersField } from '../recipients.ts';

/** 改革方案: a policy whose tasks are divided among units and followed up. Policy: 吉发〔2017〕26号 第三十二条、第三十四条. */
export const fields = {
  title: field.text({ label: { zh: '方案名称', en: 'Programme' }, min: 4, max: 120 }),
  document_number: field.code({ label: { zh: '文号', en: 'Document number' }, max: 40 }),
  issued_on: field.date({ label: { zh: '印发日期', en: 'Issued on' } }),
  office: field.organisation({
    label: { zh: '牵头办公室', en: 'Office in charge' },
    help: { zh: '报告报送到这里', en: 'Reports go there' },
  }),
  note: field.longText({ label: { zh: '说明', en: 'Note' }, max: 1000 }),
  rule_units: speakersField({ zh: '应报备实施细则的单位', en: 'Who is to file implementing rules' }),
  rule_due_on: field.date({ label: { zh: '报备期限', en: 'File by' } }),
  closing_note: field.longText({ label: { zh: '办结说明', en: 'Why it is closed' }, min: 4, max: 1000 }),
} as const;
