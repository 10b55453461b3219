import { rule } from '#kernel/lifecycle/rule.ts';
import { fields } from './fields.ts';

export const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由办理单位办理',
  en: 'This is for the office that deals with it',
  holds: ({ row, actor }) => actor.org === row.office,
});

export const receiptIsHash = rule(fields, 'receipt-is-hash', {
  zh: '回执号无效，请重新打开报告页',
  en: 'The receipt is not valid: open the form again',
  field: 'receipt_hash',
  holds: ({ input }) => /^[0-9a-f]{64}$/.test(input.receipt_hash ?? ''),
});
