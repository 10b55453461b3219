import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { hiddenDangerLifecycle } from './lifecycle.ts';

export const hiddenDanger = defineRecord({
  name: 'hidden-danger',
  plural: 'hidden-dangers',
  label: { zh: '事故隐患', en: 'Hidden danger' },
  clause: ['§16', 'T38', 'T39', 'T41'],
  fields,
  lifecycle: hiddenDangerLifecycle,
  title: 'title',
  subject: 'enterprise',
  list: {
    columns: ['title', 'level', 'enterprise', 'source', 'found_on', 'regulator', 'rectify_until'],
    filters: ['title', 'level', 'source', 'category', 'enterprise'],
  },
});
