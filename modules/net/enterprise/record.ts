import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { enterpriseLifecycle } from './lifecycle.ts';

export const enterprise = defineRecord({
  name: 'enterprise',
  plural: 'enterprises',
  label: { zh: '企业档案', en: 'Enterprise' },
  clause: ['§3', '§6', '§24'],
  fields,
  lifecycle: enterpriseLifecycle,
  title: 'name',
  subject: 'self',
  list: {
    columns: ['name', 'credit_code', 'region', 'line', 'department', 'scale', 'employees'],
    filters: ['name', 'credit_code', 'line', 'scale', 'department'],
  },
  beginnings: ['name'],
  unique: [{ fields: ['credit_code'], except: ['merged'] }],
  disclosure: { states: ['active', 'unassigned'] },
});
