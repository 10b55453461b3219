import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { reportLifecycle } from './lifecycle.ts';

export const taskReport = defineRecord({
  name: 'task-report',
  plural: 'task-reports',
  label: { zh: '改革任务季度报告', en: 'Report of a reform task' },
  clause: ['§32', '§34', '§35'],
  fields,
  lifecycle: reportLifecycle,
  title: 'title',
  unique: [{ fields: ['quarter', 'task', 'unit'] }],
  indexes: [['task'], ['programme', 'quarter']],
  list: {
    columns: ['title', 'unit', 'system', 'quarter', 'progress', 'submitted_on'],
    filters: ['title', 'unit', 'quarter', 'system', 'year', 'progress', 'task', 'programme'],
  },
});
