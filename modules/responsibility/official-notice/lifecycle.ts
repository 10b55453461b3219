import type { Act } from '#kernel/lifecycle/table.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { codesOf, deliveries } from '../recipients.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

const drafters = ['commission', 'supervisor', 'line-supervisor'] as const;
const content = ['recipients', 'to_enterprise', 'due_on', 'attachments', 'danger', 'supervision', 'secrecy'] as const;

type Context = Parameters<(typeof rules.ownOffice)['holds']>[0];

const words = { notice: '安办通', 'supervision-notice': '安办督' } as const;

const working = (name: string) => (context: Context) => ({
  period: { n: context.figures.number(`official-notice.${name}`), unit: 'working-day' as const },
});

function issued(context: Context): readonly Act[] {
  const { after, id } = context;
  const { title, kind, issuer, body, due_on, number } = after;
  const common = { title, kind, issuer, body, notice: id, number, ...(due_on === null ? {} : { due_on }) };
  return deliveries(common, codesOf(after.recipients), after.to_enterprise);
}

/** The end of a day in the province, which keeps UTC+8 all year. */
function endOf(day: string): Date {
  return new Date(`${day}T15:59:59.999Z`);
}

export const officialNoticeLifecycle = lifecycle(fields, {
  states: {
    draft: {
      label: { zh: '拟稿', en: 'Draft' },
      tone: 'default',
      owes: ({ after }) => after.issuer ?? '',
      within: working('draft-working-days'),
    },
    reviewing: {
      label: { zh: '待签发', en: 'To be issued' },
      tone: 'processing',
      owes: ({ after }) => after.issuer ?? '',
      within: working('review-working-days'),
    },
    issued: {
      label: { zh: '已签发办理中', en: 'Issued' },
      tone: 'warning',
      owes: ({ after }) => after.issuer ?? '',
      within: (context) => ({
        ...working('close-working-days')(context),
        ...(context.after.due_on === null ? {} : { from: endOf(context.after.due_on) }),
      }),
    },
    closed: { label: { zh: '已办结', en: 'Closed' }, tone: 'success' },
    void: { label: { zh: '已作废', en: 'Void' }, tone: 'default' },
    recalled: { label: { zh: '已撤回', en: 'Recalled' }, tone: 'error' },
  },
  actions: {
    draft: {
      label: { zh: '拟稿', en: 'Draft' },
      from: null,
      to: 'draft',
      by: drafters,
      fills: ['title', 'kind', 'body'],
      offers: content,
      rules: [rules.recipientsAreReachable, rules.dueIsAhead],
      set: ({ actor }) => ({ issuer: actor.org, drafted_by: actor.person, by_clock: false }),
      scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
    },
    'draft-for-lateness': {
      label: { zh: '逾期自动拟稿', en: 'Drafted for lateness' },
      from: null,
      to: 'draft',
      by: ['system'],
      fills: ['title', 'body', 'issuer'],
      offers: ['recipients', 'to_enterprise', 'danger', 'supervision'],
      set: () => ({ kind: 'supervision-notice' as const, by_clock: true }),
      scope: ({ input, register }) => ({ region: register.organisation(input.issuer ?? '')?.region ?? '' }),
    },
    revise: {
      label: { zh: '修改', en: 'Revise' },
      from: ['draft'],
      to: 'same',
      by: drafters,
      offers: ['title', 'body', ...content],
      rules: [rules.ownOffice, rules.recipientsAreReachable, rules.dueIsAhead],
    },
    submit: {
      label: { zh: '送审', en: 'Submit' },
      from: ['draft'],
      to: 'reviewing',
      by: drafters,
      offers: ['due_on'],
      rules: [rules.ownOffice, rules.hasRecipient, rules.dueIsSaid, rules.dueIsAhead],
      set: ({ actor }) => ({ submitted_by: actor.person, return_reason: null }),
    },
    return: {
      label: { zh: '退回修改', en: 'Send back' },
      from: ['reviewing'],
      to: 'draft',
      by: drafters,
      fills: ['return_reason'],
      rules: [rules.ownOffice],
    },
    issue: {
      label: { zh: '签发', en: 'Issue' },
      confirm: {
        zh: '签发后取得文号并送达各收文单位，不能再修改',
        en: 'It takes its number and is delivered; it cannot be changed any more',
      },
      from: ['reviewing'],
      to: 'issued',
      by: drafters,
      needs: [rules.number.need],
      rules: [rules.ownOffice, rules.issuerIsAnother, rules.dueIsStillAhead],
      set: (context) => ({
        number: `${words[context.row.kind ?? 'notice']}〔${context.today.slice(0, 4)}〕${rules.number.of(context) ?? 0}号`,
        issued_by: context.actor.person,
        issued_on: context.today,
      }),
      then: issued,
    },
    void: {
      label: { zh: '作废', en: 'Make void' },
      confirm: { zh: '作废的稿件不再办理，不占用文号', en: 'A void draft is not dealt with any more and takes no number' },
      from: ['draft', 'reviewing'],
      to: 'void',
      by: drafters,
      fills: ['void_reason'],
      rules: [rules.ownOffice],
    },
    recall: {
      label: { zh: '撤回', en: 'Recall' },
      confirm: { zh: '各收文单位不再需要答复，文号保留', en: 'Nobody needs to answer any more; the number stays taken' },
      from: ['issued'],
      to: 'recalled',
      by: drafters,
      fills: ['void_reason'],
      needs: [rules.open.need],
      rules: [rules.ownOffice],
      then: (context) => (rules.open.of(context) ?? []).map(({ id }) => ({ type: 'official-delivery', id, action: 'recall', input: {} })),
    },
    publish: {
      label: { zh: '向社会公开', en: 'Publish' },
      confirm: { zh: '公开后任何人都可以在公众门户读到全文', en: 'Everybody can read its text on the portal from now on' },
      from: ['issued', 'closed'],
      to: 'same',
      by: drafters,
      fills: ['review'],
      rules: [rules.ownOffice, rules.hasNoSecrecy, rules.notPublished, rules.reviewerIsAnother],
      set: ({ actor, today }) => ({ published: true, published_on: today, published_by: actor.person, withdrawal_reason: null }),
    },
    unpublish: {
      label: { zh: '撤下公开', en: 'Take off the portal' },
      from: ['issued', 'closed'],
      to: 'same',
      by: drafters,
      fills: ['withdrawal_reason'],
      rules: [rules.ownOffice, rules.isPublished],
      set: () => ({ published: false, published_on: null }),
    },
    close: {
      label: { zh: '办结', en: 'Close' },
      from: ['issued'],
      to: 'closed',
      by: drafters,
      offers: ['closing_note'],
      needs: [rules.open.need],
      rules: [rules.ownOffice, rules.allAnswered],
    },
  },
});
