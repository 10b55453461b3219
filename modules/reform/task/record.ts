import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { taskLifecycle } from './lifecycle.ts';

export const reformTask = defineRecord({
  name: 'reform-task',
  plural: 'reform-tasks',
  label: { zh: '改革任务', en: 'Reform task' },
  clause: ['§32', '§34', '§35'],
  fields,
  lifecycle: taskLifecycle,
  title: 'title',
  unique: [{ fields: ['programme', 'number'] }],
  list: {
    columns: ['number', 'content', 'clause', 'system', 'year'],
    filters: ['content', 'programme', 'system', 'year', 'clause', 'number'],
  },
});
