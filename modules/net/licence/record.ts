import { rule } from '#kernel/lifecycle/rule.ts';
import { expiringRegister } from '#kernel/lifecycle/shapes.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { owner, ownerIsOpen, ownersId, ownersScope } from '../enterprise/module.ts';
import { fields } from './fields.ts';

const keepers = ['safety-manager', 'enterprise-head', 'supervisor', 'line-supervisor'] as const;

const expiresLater = rule(fields, 'expires-after-issue', {
  zh: '有效期须晚于发证日期',
  en: 'It must expire after it was issued',
  field: 'expires_on',
  holds: ({ after }) => (after.expires_on ?? '') > (after.issued_on ?? ''),
});

export const licence = defineRecord({
  name: 'licence',
  plural: 'licences',
  label: { zh: '许可证照', en: 'Licence' },
  clause: ['§15', '§6'],
  fields,
  lifecycle: expiringRegister(fields, {
    file: {
      by: keepers,
      fills: ['name', 'number', 'issuer', 'issued_on', 'expires_on'],
      offers: ['enterprise', 'scan'],
      needs: [owner.need],
      rules: [ownerIsOpen(fields), expiresLater],
      set: (context) => ({ enterprise: ownersId(context) }),
      scope: ownersScope,
    },
    renew: { by: keepers, fills: ['number', 'issued_on', 'expires_on'], offers: ['scan'], rules: [expiresLater] },
    correct: { by: keepers, offers: ['name', 'issuer', 'scan'] },
    end: { by: keepers, fills: ['ending_reason'] },
    owes: ({ row }) => row.subject ?? '',
    until: ({ after }) => ({ until: after.expires_on ?? '' }),
  }),
  title: 'name',
  subject: 'enterprise',
  list: { columns: ['enterprise', 'name', 'number', 'issued_on', 'expires_on'], filters: ['enterprise', 'name'] },
  disclosure: { states: ['valid'] },
});
