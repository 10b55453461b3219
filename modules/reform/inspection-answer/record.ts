import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { inspectionAnswerLifecycle } from './lifecycle.ts';

export const inspectionAnswer = defineRecord({
  name: 'inspection-answer',
  plural: 'inspection-answers',
  label: { zh: '交叉检查整改答复', en: 'Answer to a cross-inspection' },
  clause: ['§34', '§35'],
  fields,
  lifecycle: inspectionAnswerLifecycle,
  title: 'title',
  indexes: [['inspection'], ['programme']],
  list: {
    columns: ['title', 'inspected', 'inspector', 'answered_on'],
    filters: ['title', 'inspected', 'inspector', 'inspection', 'programme'],
  },
});
