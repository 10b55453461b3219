import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { progressLifecycle } from './lifecycle.ts';

export const supervisionProgress = defineRecord({
  name: 'supervision-progress',
  plural: 'supervision-progress-reports',
  label: { zh: '督办进展报告', en: 'Progress report' },
  clause: ['§16', 'T41'],
  fields,
  lifecycle: progressLifecycle,
  title: 'title',
  subject: 'enterprise',
  indexes: [['supervision']],
  list: { columns: ['title', 'enterprise', 'due_on', 'percent', 'submitted_on'], filters: ['title', 'supervision', 'enterprise'] },
});
