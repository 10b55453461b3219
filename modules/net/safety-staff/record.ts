import { expiringRegister } from '#kernel/lifecycle/shapes.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { owner, ownerIsOpen, ownersId, ownersScope } from '../enterprise/module.ts';
import { fields } from './fields.ts';

const keepers = ['safety-manager', 'enterprise-head', 'supervisor', 'line-supervisor'] as const;

export const safetyStaff = defineRecord({
  name: 'safety-staff',
  plural: 'safety-staff',
  label: { zh: '安全管理人员', en: 'Safety staff' },
  clause: ['§6', '§25'],
  fields,
  lifecycle: expiringRegister(fields, {
    file: {
      label: { zh: '任用', en: 'Appoint' },
      by: keepers,
      fills: ['name', 'position', 'certificate', 'expires_on'],
      offers: ['enterprise', 'phone'],
      needs: [owner.need],
      rules: [ownerIsOpen(fields)],
      set: (context) => ({ enterprise: ownersId(context) }),
      scope: ownersScope,
    },
    renew: { label: { zh: '换证', en: 'Renew the certificate' }, by: keepers, fills: ['certificate', 'expires_on'] },
    correct: { by: keepers, offers: ['name', 'position', 'phone'] },
    end: { label: { zh: '离岗', en: 'Left the post' }, by: keepers, fills: ['ending_reason'] },
    owes: ({ row }) => row.subject ?? '',
    until: ({ after }) => ({ until: after.expires_on ?? '' }),
  }),
  title: 'name',
  subject: 'enterprise',
  list: { columns: ['enterprise', 'name', 'position', 'certificate', 'expires_on'], filters: ['enterprise', 'position'] },
});
