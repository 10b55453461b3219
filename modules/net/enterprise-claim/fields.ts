import { field } from '#kernel/record/field.ts';
import { checkCreditCode } from '../enterprise/module.ts';

export const fields = {
  credit_code: field.code({ label: { zh: '统一社会信用代码', en: 'Unified social credit code' }, max: 18, check: checkCreditCode }),
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise' }),
  applicant: field.person({ label: { zh: '申请人', en: 'Applicant' } }),
  applicant_name: field.text({ label: { zh: '申请人姓名', en: "Applicant's name" }, max: 60 }),
  position: field.choice({
    label: { zh: '在企业的职务', en: 'Position in the enterprise' },
    options: {
      'enterprise-head': { zh: '主要负责人', en: 'Head of the enterprise' },
      'safety-manager': { zh: '安全管理人员', en: 'Safety manager' },
    },
  }),
  phone: field.phone({ label: { zh: '手机号', en: 'Phone' } }),
  evidence: field.files({
    label: { zh: '营业执照或授权书', en: 'Business licence or authorisation' },
    most: 5,
    accept: ['image', 'document'],
  }),
  decision_note: field.text({ label: { zh: '审批意见', en: 'Note of the decision' }, max: 300 }),
} as const;
