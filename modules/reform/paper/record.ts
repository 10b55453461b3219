import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { reformPaperLifecycle } from './lifecycle.ts';

export const reformPaper = defineRecord({
  name: 'reform-paper',
  plural: 'reform-papers',
  label: { zh: '调度通报与简报', en: 'Dispatch or bulletin' },
  clause: ['§34'],
  fields,
  lifecycle: reformPaperLifecycle,
  title: 'title',
  unique: [{ fields: ['programme', 'kind', 'period', 'edition'], except: ['void'] }],
  disclosure: { states: ['issued'], flag: 'released' },
  list: {
    columns: ['title', 'kind', 'period', 'number', 'edition', 'issued_on'],
    filters: ['title', 'kind', 'period', 'programme', 'number'],
  },
});
