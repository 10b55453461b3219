import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { listedSupervisionLifecycle } from './lifecycle.ts';

export const listedSupervision = defineRecord({
  name: 'listed-supervision',
  plural: 'listed-supervisions',
  label: { zh: '挂牌督办', en: 'Listed supervision' },
  clause: ['§16', 'T41'],
  fields,
  lifecycle: listedSupervisionLifecycle,
  title: 'title',
  subject: 'enterprise',
  unique: [{ fields: ['issuer', 'number'] }],
  indexes: [['danger']],
  list: {
    columns: ['title', 'level', 'number', 'enterprise', 'listed_on', 'limit_on'],
    filters: ['title', 'level', 'number', 'published', 'enterprise', 'danger'],
  },
  disclosure: { states: ['listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted'], flag: 'published' },
});
