import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskOf } from '#kernel/scope/actor.ts';
import { owner } from '#modules/net/enterprise/module.ts';
import { fields } from './fields.ts';

const officers = ['supervisor', 'line-supervisor', 'commission', 'leader'] as const;
const recipients = [...officers, 'safety-manager', 'enterprise-head'] as const;

const actorIsRecipient = rule(fields, 'actor-is-recipient', {
  zh: '由收文单位办理',
  en: 'This is for whom it was sent to',
  holds: ({ row, actor }) => deskOf(actor) === (row.enterprise ?? row.recipient),
});

const actorIsIssuer = rule(fields, 'actor-is-issuer', {
  zh: '由发文单位办理',
  en: 'This is for whoever sent it',
  holds: ({ row, actor }) => actor.org === row.issuer,
});

const dueIsAhead = rule(fields, 'due-is-ahead', {
  zh: '答复期限须晚于今天',
  en: 'The answer must be due after today',
  field: 'due_on',
  holds: ({ input, today }) => (input.due_on ?? '') > today,
});

export const officialDeliveryLifecycle = lifecycle(fields, {
  states: {
    sent: {
      label: { zh: '待签收', en: 'To be signed for' },
      tone: 'warning',
      owes: ({ after }) => after.enterprise ?? after.recipient ?? '',
      within: ({ figures }) => ({ period: { n: figures.number('official-delivery.sign-working-days'), unit: 'working-day' } }),
    },
    signed: {
      label: { zh: '待答复', en: 'To be answered' },
      tone: 'processing',
      owes: ({ after }) => after.enterprise ?? after.recipient ?? '',
      within: ({ after }) => ({ until: after.due_on ?? '' }),
    },
    answered: {
      label: { zh: '已答复待审核', en: 'Answer to be accepted' },
      tone: 'processing',
      owes: ({ after }) => after.issuer ?? '',
      within: ({ figures }) => ({ period: { n: figures.number('official-delivery.accept-working-days'), unit: 'working-day' } }),
    },
    closed: { label: { zh: '已办结', en: 'Closed' }, tone: 'success' },
    recalled: { label: { zh: '已撤回', en: 'Recalled' }, tone: 'default' },
  },
  actions: {
    deliver: {
      label: { zh: '送达', en: 'Delivered' },
      from: null,
      to: 'sent',
      by: [],
      consequence: true,
      fills: ['title', 'kind', 'issuer', 'body'],
      offers: ['number', 'recipient', 'enterprise', 'notice', 'instruction', 'due_on'],
      needs: [owner.need],
      set: ({ today }) => ({ sent_on: today }),
      // Whoever it goes to must see it: the enterprise by its own scope, an organisation by its region and line.
      scope: (context) => {
        const { enterprise, recipient } = context.input;
        if (typeof enterprise === 'string') return { region: owner.of(context)?.region ?? '', line: owner.of(context)?.line ?? '' };
        const place = context.register.organisation(recipient ?? '');
        return { region: place?.region ?? '', line: place?.line ?? '' };
      },
    },
    sign: {
      label: { zh: '签收', en: 'Sign for it' },
      from: ['sent'],
      to: ({ row }) => (row.due_on === null ? 'closed' : 'signed'),
      by: recipients,
      rules: [actorIsRecipient],
      set: ({ actor, today }) => ({ signed_by: actor.person, signed_on: today }),
    },
    answer: {
      label: { zh: '答复', en: 'Answer' },
      from: ['signed'],
      to: 'answered',
      by: recipients,
      fills: ['answer'],
      offers: ['evidence'],
      rules: [actorIsRecipient],
      set: ({ actor, today }) => ({ answered_by: actor.person, answered_on: today }),
    },
    accept: {
      label: { zh: '审核办结', en: 'Accept the answer' },
      from: ['answered'],
      to: 'closed',
      by: officers,
      rules: [actorIsIssuer],
      set: ({ actor }) => ({ accepted_by: actor.person }),
    },
    return: {
      label: { zh: '退回重办', en: 'Send back' },
      from: ['answered'],
      to: 'signed',
      by: officers,
      fills: ['return_reason', 'due_on'],
      rules: [actorIsIssuer, dueIsAhead],
    },
    recall: {
      label: { zh: '撤回', en: 'Recalled' },
      from: ['sent', 'signed', 'answered'],
      to: 'recalled',
      by: [],
      consequence: true,
    },
  },
});
