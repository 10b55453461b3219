import { field } from '#kernel/record/field.ts';

export const fields = {
  enterprise: field.ref({ label: { zh: '企业', en: 'Enterprise' }, to: 'enterprise' }),
  name: field.text({ label: { zh: '姓名', en: 'Name' }, max: 60 }),
  position: field.choice({
    label: { zh: '类别', en: 'Position' },
    options: {
      head: { zh: '主要负责人', en: 'Head of the enterprise' },
      manager: { zh: '专职安全管理人员', en: 'Full-time safety manager' },
      'part-time': { zh: '兼职安全管理人员', en: 'Part-time safety manager' },
      engineer: { zh: '注册安全工程师', en: 'Registered safety engineer' },
      special: { zh: '特种作业人员', en: 'Worker in a special trade' },
    },
  }),
  phone: field.phone({ label: { zh: '联系电话', en: 'Phone' } }),
  certificate: field.text({ label: { zh: '证书编号', en: 'Certificate' }, max: 60 }),
  expires_on: field.date({ label: { zh: '证书有效期至', en: 'Certificate valid until' } }),
  ending_reason: field.text({ label: { zh: '离岗原因', en: 'Why they left' }, max: 200 }),
} as const;
