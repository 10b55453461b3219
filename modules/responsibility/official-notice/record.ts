import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { officialNoticeLifecycle } from './lifecycle.ts';

export const officialNotice = defineRecord({
  name: 'official-notice',
  plural: 'official-notices',
  label: { zh: '公文与督办单', en: 'Notice' },
  clause: ['§5', '§24', '§34', '§35'],
  fields,
  lifecycle: officialNoticeLifecycle,
  title: 'title',
  unique: [{ fields: ['issuer', 'number'] }],
  list: {
    columns: ['title', 'kind', 'number', 'issuer', 'issued_on', 'due_on'],
    filters: ['title', 'kind', 'number', 'by_clock', 'issuer', 'published', 'danger', 'supervision'],
  },
  disclosure: { states: ['issued', 'closed'], flag: 'published' },
});
