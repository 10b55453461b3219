import { field } from '#kernel/record/field.ts';

/** 文件办理: one paper at one recipient, who signs for it and answers. */
export const fields = {
  title: field.text({ label: { zh: '文件标题', en: 'Title' }, max: 120 }),
  kind: field.choice({
    label: { zh: '文种', en: 'Kind' },
    options: {
      notice: { zh: '通知', en: 'Notice' },
      'supervision-notice': { zh: '督办单', en: 'Supervision notice' },
      instruction: { zh: '批示交办', en: 'Instruction' },
    },
  }),
  number: field.code({ label: { zh: '文号', en: 'Number' }, max: 40 }),
  issuer: field.organisation({ label: { zh: '发文单位', en: 'From' } }),
  recipient: field.organisation({ label: { zh: '收文单位', en: 'To' } }),
  enterprise: field.ref({ label: { zh: '收文企业', en: 'To the enterprise' }, to: 'enterprise' }),
  notice: field.ref({ label: { zh: '公文', en: 'Paper' }, to: 'official-notice' }),
  instruction: field.ref({ label: { zh: '领导批示', en: 'Instruction' }, to: 'leader-instruction' }),
  body: field.longText({ label: { zh: '内容', en: 'Text' }, max: 4000 }),
  sent_on: field.date({ label: { zh: '送达日期', en: 'Delivered on' } }),
  due_on: field.date({ label: { zh: '答复期限', en: 'Answer by' } }),
  signed_by: field.person({ label: { zh: '签收人', en: 'Signed for by' } }),
  signed_on: field.date({ label: { zh: '签收日期', en: 'Signed for on' } }),
  answer: field.longText({ label: { zh: '办理答复', en: 'Answer' }, min: 4, max: 4000 }),
  evidence: field.files({ label: { zh: '佐证材料', en: 'Evidence' }, most: 9, accept: ['image', 'document'] }),
  answered_by: field.person({ label: { zh: '答复人', en: 'Answered by' } }),
  answered_on: field.date({ label: { zh: '答复日期', en: 'Answered on' } }),
  return_reason: field.text({ label: { zh: '退回理由', en: 'Why it was sent back' }, max: 500 }),
  accepted_by: field.person({ label: { zh: '审核人', en: 'Accepted by' } }),
} as const;
