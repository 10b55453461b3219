import { field } from '#kernel/record/field.ts';

export const fields = {
  supervision: field.ref({ label: { zh: '挂牌督办', en: 'Listed supervision' }, to: 'listed-supervision' }),
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise' }),
  issuer: field.organisation({ label: { zh: '审批机关', en: 'Decided by' } }),
  limit_before: field.date({ label: { zh: '原治理期限', en: 'Limit until now' } }),
  until: field.date({ label: { zh: '申请延至', en: 'Extend to' } }),
  reason: field.longText({ label: { zh: '延期理由', en: 'Reason' }, min: 10, max: 1000 }),
  safeguards: field.longText({ label: { zh: '延期期间安全措施', en: 'Safeguards meanwhile' }, max: 1000 }),
  evidence: field.files({ label: { zh: '证明材料', en: 'Evidence' }, most: 9, accept: ['image', 'document'] }),
  decision_note: field.text({ label: { zh: '审批意见', en: 'Note of the decision' }, max: 500 }),
} as const;
