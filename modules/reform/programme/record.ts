import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { programmeLifecycle } from './lifecycle.ts';

export const reformProgramme = defineRecord({
  name: 'reform-programme',
  plural: 'reform-programmes',
  label: { zh: '改革方案', en: 'Reform programme' },
  clause: ['§32', '§34'],
  fields,
  lifecycle: programmeLifecycle,
  title: 'title',
  unique: [{ fields: ['document_number'] }],
  list: { columns: ['title', 'document_number', 'issued_on', 'office'], filters: ['title', 'document_number', 'office'] },
});
