import { filing } from '#kernel/lifecycle/shapes.ts';
import { defineRecord } from '#kernel/record/define.ts';
import { fields } from './fields.ts';
import {
  askedInTime,
  danger,
  dangerIsBeingPutRight,
  dangerIsNotListed,
  majorIsForLeaders,
  oneAtATime,
  pending,
  untilIsLater,
} from './rules.ts';

const deciders = ['supervisor', 'line-supervisor', 'leader'] as const;

export const deadlineExtension = defineRecord({
  name: 'deadline-extension',
  plural: 'deadline-extensions',
  label: { zh: '整改延期申请', en: 'Extension of a deadline' },
  clause: ['§16', 'T39'],
  fields,
  lifecycle: filing(fields, {
    submit: {
      by: ['safety-manager', 'enterprise-head'],
      fills: ['danger', 'until', 'reason', 'safeguards'],
      offers: ['evidence'],
      needs: [danger.need, pending.need],
      rules: [dangerIsBeingPutRight, dangerIsNotListed, oneAtATime, askedInTime, untilIsLater],
      set: (context) => {
        const found = danger.of(context);
        return { enterprise: found?.enterprise ?? null, regulator: found?.regulator ?? null, due_before: found?.due_at ?? null };
      },
      scope: (context) => ({ region: danger.of(context)?.region ?? '', line: danger.of(context)?.line ?? '' }),
    },
    grant: {
      by: deciders,
      offers: ['decision_note'],
      needs: [danger.need],
      rules: [majorIsForLeaders],
      then: ({ row }) => [{ type: 'hidden-danger', id: row.danger, action: 'extend', input: { rectify_until: row.until } }],
    },
    refuse: { by: deciders, fills: ['decision_note'], needs: [danger.need], rules: [majorIsForLeaders] },
    owes: ({ after }) => after.regulator ?? '',
    within: ({ figures }) => ({ period: { n: figures.number('deadline-extension.decide-working-days'), unit: 'working-day' } }),
  }),
  title: 'reason',
  subject: 'enterprise',
  indexes: [['danger']],
  list: { columns: ['danger', 'enterprise', 'due_before', 'until', 'regulator'], filters: ['enterprise', 'danger'] },
});
