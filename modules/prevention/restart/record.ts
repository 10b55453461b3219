import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { productionRestartLifecycle } from './lifecycle.ts';

export const productionRestart = defineRecord({
  name: 'production-restart',
  plural: 'production-restarts',
  label: { zh: '复产验收', en: 'Restart of production' },
  clause: ['§16', '§19', 'T41'],
  fields,
  lifecycle: productionRestartLifecycle,
  title: 'title',
  subject: 'enterprise',
  list: {
    columns: ['title', 'enterprise', 'stop_scope', 'stopped_on', 'regulator', 'approved_on'],
    filters: ['title', 'stop_scope', 'order_level', 'enterprise'],
  },
  disclosure: { states: ['resumed'] },
});
