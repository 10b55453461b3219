import { filing } from '#kernel/lifecycle/shapes.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import { askedInTime, deciderIsIssuer, isRunning, oneAtATime, pending, supervision, untilIsLater } from './rules.ts';

export const supervisionExtension = defineRecord({
  name: 'supervision-extension',
  plural: 'supervision-extensions',
  label: { zh: '督办延期申请', en: 'Extension of a listing' },
  clause: ['§16', 'T41'],
  fields,
  lifecycle: filing(fields, {
    submit: {
      by: ['safety-manager', 'enterprise-head'],
      fills: ['supervision', 'until', 'reason', 'safeguards'],
      offers: ['evidence'],
      needs: [supervision.need, pending.need],
      rules: [isRunning, oneAtATime, askedInTime, untilIsLater],
      set: (context) => {
        const found = supervision.of(context);
        return { enterprise: found?.subject ?? null, issuer: found?.issuer ?? null, limit_before: found?.limit_on ?? null };
      },
      scope: (context) => ({ region: supervision.of(context)?.region ?? '', line: supervision.of(context)?.line ?? '' }),
    },
    grant: {
      by: ['commission'],
      offers: ['decision_note'],
      needs: [supervision.need],
      rules: [deciderIsIssuer],
      then: ({ row }) => [{ type: 'listed-supervision', id: row.supervision, action: 'extend', input: { limit_on: row.until } }],
    },
    refuse: { by: ['commission'], fills: ['decision_note'], needs: [supervision.need], rules: [deciderIsIssuer] },
    owes: ({ after }) => after.issuer ?? '',
    within: ({ figures }) => ({ period: { n: figures.number('supervision-extension.decide-working-days'), unit: 'working-day' } }),
  }),
  title: 'reason',
  subject: 'enterprise',
  indexes: [['supervision']],
  list: { columns: ['supervision', 'enterprise', 'limit_before', 'until', 'issuer'], filters: ['enterprise', 'supervision'] },
});
