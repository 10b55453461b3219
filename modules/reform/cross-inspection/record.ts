import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { crossInspectionLifecycle } from './lifecycle.ts';

export const crossInspection = defineRecord({
  name: 'cross-inspection',
  plural: 'cross-inspections',
  label: { zh: '交叉检查', en: 'Cross-inspection' },
  clause: ['§34', '§35'],
  fields,
  lifecycle: crossInspectionLifecycle,
  title: 'title',
  indexes: [['programme']],
  list: {
    columns: ['title', 'inspector', 'inspected', 'until_on', 'visited_on'],
    filters: ['title', 'inspector', 'inspected', 'programme'],
  },
});
