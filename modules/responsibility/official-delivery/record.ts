import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { officialDeliveryLifecycle } from './lifecycle.ts';

export const officialDelivery = defineRecord({
  name: 'official-delivery',
  plural: 'official-deliveries',
  label: { zh: '收文办理', en: 'Received paper' },
  clause: ['§5', '§24', '§34', '§35'],
  fields,
  lifecycle: officialDeliveryLifecycle,
  title: 'title',
  subject: 'enterprise',
  indexes: [['notice'], ['instruction']],
  list: {
    columns: ['title', 'kind', 'issuer', 'recipient', 'enterprise', 'sent_on'],
    filters: ['title', 'kind', 'issuer', 'recipient', 'notice', 'instruction'],
  },
});
