import { field } from '#kernel/record/field.ts';

export const fields = {
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise', disclosure: 'public' }),
  name: field.text({ label: { zh: '证照名称', en: 'Licence' }, max: 80, disclosure: 'public' }),
  number: field.text({ label: { zh: '证照编号', en: 'Number' }, max: 60, disclosure: 'public' }),
  issuer: field.text({ label: { zh: '发证机关', en: 'Issued by' }, max: 80, disclosure: 'public' }),
  issued_on: field.date({ label: { zh: '发证日期', en: 'Issued on' }, disclosure: 'public' }),
  expires_on: field.date({ label: { zh: '有效期至', en: 'Valid until' }, disclosure: 'public' }),
  scan: field.files({ label: { zh: '扫描件', en: 'Scan' }, most: 5, accept: ['image', 'document'] }),
  ending_reason: field.text({ label: { zh: '终止原因', en: 'Why it ended' }, max: 200 }),
} as const;
