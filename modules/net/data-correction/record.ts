import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { dataCorrectionLifecycle } from './lifecycle.ts';

export const dataCorrection = defineRecord({
  name: 'data-correction',
  plural: 'data-corrections',
  label: { zh: '信息更正', en: 'Correction of public data' },
  clause: ['§6', '§30'],
  fields,
  lifecycle: dataCorrectionLifecycle,
  title: 'statement',
  subject: 'enterprise',
  unique: [{ fields: ['receipt_hash'] }],
  list: { columns: ['enterprise', 'matter', 'statement', 'office', 'filed_on'], filters: ['enterprise', 'matter', 'office'] },
});
