import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { implementingRuleLifecycle } from './lifecycle.ts';

export const implementingRule = defineRecord({
  name: 'implementing-rule',
  plural: 'implementing-rules',
  label: { zh: '实施细则', en: 'Implementing rules' },
  clause: ['§34'],
  fields,
  lifecycle: implementingRuleLifecycle,
  title: 'title',
  indexes: [['programme']],
  list: {
    columns: ['title', 'unit', 'document_number', 'issued_on', 'due_on'],
    filters: ['title', 'unit', 'policy', 'programme', 'document_number'],
  },
});
