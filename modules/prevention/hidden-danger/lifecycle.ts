import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { owner, ownerIsOpen, ownersId, ownersScope } from '#modules/net/enterprise/module.ts';
import { fields } from './fields.ts';
import { listedActions } from './listed.ts';
import { survivor } from './needs.ts';
import * as rules from './rules.ts';

const officers = ['supervisor', 'line-supervisor'] as const;
const enterprise = ['safety-manager', 'enterprise-head'] as const;
const found = ['location', 'place', 'category', 'photos_before'] as const;

type Context = Parameters<typeof ownersScope>[0];

/** The department in charge of the enterprise's trade; where none is named yet, the county's emergency bureau. */
function regulatorOf(context: Context): string {
  const place = owner.of(context);
  return place?.department ?? deskAt(place?.region ?? '', 'county', 'emergency');
}

function workingDays(n: number) {
  return { period: { n, unit: 'working-day' as const } };
}

export const hiddenDangerLifecycle = lifecycle(fields, {
  states: {
    reported: {
      label: { zh: '待评估', en: 'Reported' },
      tone: 'processing',
      owes: ({ after }) => after.regulator ?? '',
      within: ({ figures }) => workingDays(figures.number('hidden-danger.assign-working-days')),
    },
    planning: {
      label: { zh: '待制定方案', en: 'Plan owed' },
      tone: 'warning',
      owes: ({ row }) => row.subject ?? '',
      within: ({ figures }) => workingDays(figures.number('hidden-danger.plan-working-days')),
    },
    rectifying: {
      label: { zh: '整改中', en: 'Being put right' },
      tone: 'warning',
      owes: ({ row }) => row.subject ?? '',
      within: ({ after, figures }) =>
        after.rectify_until !== null
          ? { until: after.rectify_until }
          : { period: { n: figures.number('hidden-danger.rectify-natural-days-general'), unit: 'natural-day' } },
    },
    verifying: {
      label: { zh: '待复查', en: 'To be verified' },
      tone: 'processing',
      owes: ({ after }) => after.regulator ?? '',
      // A listed one waits for an appraisal by a third party and for the check by the body that listed it.
      within: ({ row, figures }) =>
        workingDays(figures.number(row.listed === true ? 'listed-supervision.accept-working-days' : 'hidden-danger.verify-working-days')),
    },
    transferring: {
      label: { zh: '移交中', en: 'Being handed over' },
      tone: 'processing',
      owes: ({ after }) => after.handover_to ?? '',
      within: ({ figures }) => workingDays(figures.number('hidden-danger.handover-reply-working-days')),
    },
    closed: { label: { zh: '已销号', en: 'Closed' }, tone: 'success' },
    merged: { label: { zh: '已合并', en: 'Merged' }, tone: 'default' },
    dismissed: { label: { zh: '不予登记', en: 'Dismissed' }, tone: 'default' },
  },
  actions: {
    report: {
      label: { zh: '登记隐患', en: 'Report a danger' },
      from: null,
      to: 'reported',
      by: [...officers, 'inspector'],
      fills: ['title', 'description', 'enterprise', 'source', 'found_on'],
      offers: found,
      needs: [owner.need],
      rules: [ownerIsOpen(fields), rules.foundAlready],
      set: (context) => ({ found_by: context.actor.person, regulator: regulatorOf(context) }),
      scope: ownersScope,
    },
    'self-report': {
      label: { zh: '企业自报', en: 'Report one of our own' },
      from: null,
      to: 'reported',
      by: [...enterprise, 'worker'],
      fills: ['title', 'description', 'found_on'],
      offers: found,
      needs: [owner.need],
      rules: [rules.foundAlready],
      set: (context) => ({
        source: 'self-check' as const,
        enterprise: ownersId(context),
        found_by: context.actor.person,
        regulator: regulatorOf(context),
      }),
      scope: ownersScope,
    },
    assess: {
      label: { zh: '评估定级', en: 'Assess' },
      from: ['reported'],
      to: ({ after }) => (after.level === 'major' ? 'planning' : 'rectifying'),
      by: officers,
      fills: ['level'],
      offers: ['criterion', 'level_reason', 'rectify_until'],
      rules: [rules.criterionIsInForce, rules.levelHasGround, rules.untilIsAhead, rules.untilIsWithinLimit],
    },
    plan: {
      label: { zh: '提交五落实方案', en: 'Hand in the plan' },
      from: ['planning'],
      to: 'rectifying',
      by: enterprise,
      fills: ['duty_person', 'measures', 'funds', 'rectify_until', 'contingency_plan'],
      rules: [rules.untilIsAhead, rules.untilIsWithinLimit],
    },
    receive: {
      label: { zh: '签收重大隐患报告', en: 'Receive the report' },
      from: ['planning', 'rectifying'],
      to: 'same',
      by: officers,
      rules: [rules.isMajor],
      set: ({ actor, today }) => ({ received_by: actor.person, received_on: today }),
    },
    'tell-congress': {
      label: { zh: '向职代会报告', en: "Report to the workers' congress" },
      from: ['planning', 'rectifying'],
      to: 'same',
      by: [...enterprise, 'workers-congress'],
      fills: ['congress_on', 'congress_minutes'],
      rules: [rules.isMajor, rules.congressIsPast],
    },
    rectify: {
      label: { zh: '报告整改完成', en: 'Report it put right' },
      from: ['rectifying'],
      to: 'verifying',
      by: enterprise,
      fills: ['rectification'],
      offers: ['photos_after'],
      rules: [rules.majorIsReported, rules.majorIsShown],
      set: ({ actor, today }) => ({ rectified_by: actor.person, rectified_on: today }),
    },
    verify: {
      label: { zh: '复查销号', en: 'Verify and close' },
      from: ['verifying'],
      to: 'closed',
      by: officers,
      fills: ['verification'],
      offers: ['photos_verified'],
      rules: [rules.verifierIsAnother, rules.notListed],
      set: ({ actor, today }) => ({ verified_by: actor.person, verified_on: today }),
    },
    'send-back': {
      label: { zh: '复查不合格退回', en: 'Send back' },
      from: ['verifying'],
      to: 'rectifying',
      by: officers,
      fills: ['return_reason', 'rectify_until'],
      rules: [rules.verifierIsAnother, rules.notListed, rules.untilIsAhead, rules.untilIsWithinLimit],
    },
    extend: {
      label: { zh: '延长整改期限', en: 'Deadline moved' },
      from: ['rectifying'],
      to: 'same',
      by: [],
      consequence: true,
      fills: ['rectify_until'],
      due: ({ after }) => ({ until: after.rectify_until ?? '' }),
    },
    ...listedActions,
    'hand-over': {
      label: { zh: '移交', en: 'Hand over' },
      from: ['reported', 'rectifying', 'verifying'],
      to: 'transferring',
      by: officers,
      fills: ['handover_to', 'handover_reason'],
      rules: [rules.notListed, rules.receiverIsKnown],
      // The receiver must see it to answer: a department of another line does from now on.
      scope: ({ input, row, register }) => ({ line: register.organisation(input.handover_to ?? '')?.line || row.line }),
      beyond: true,
    },
    accept: {
      label: { zh: '接收移交', en: 'Accept' },
      from: ['transferring'],
      to: 'reported',
      by: officers,
      rules: [rules.actorIsReceiver],
      set: ({ actor }) => ({ regulator: actor.org }),
    },
    decline: {
      label: { zh: '退回移交', en: 'Decline' },
      from: ['transferring'],
      to: 'reported',
      by: officers,
      fills: ['return_reason'],
      rules: [rules.actorIsReceiver],
      scope: ({ row, register }) => ({ line: register.organisation(row.regulator ?? '')?.line || row.line }),
      beyond: true,
    },
    dismiss: {
      label: { zh: '不予登记', en: 'Dismiss' },
      confirm: { zh: '不予登记后本条不再办理', en: 'Nothing more will be done about it' },
      from: ['reported'],
      to: 'dismissed',
      by: officers,
      fills: ['dismissal_reason'],
    },
    merge: {
      label: { zh: '合并重复', en: 'Merge a double' },
      confirm: { zh: '合并后只办理并入的那一条', en: 'Only the other one will be dealt with' },
      from: ['reported', 'rectifying'],
      to: 'merged',
      by: officers,
      fills: ['merged_into'],
      needs: [survivor.need],
      rules: [rules.notListed, rules.survivorMatches],
    },
    reopen: {
      label: { zh: '重开', en: 'Re-open' },
      from: ['closed'],
      to: 'rectifying',
      by: [...officers, 'leader'],
      fills: ['reopen_reason', 'rectify_until'],
      rules: [rules.untilIsAhead, rules.untilIsWithinLimit],
    },
  },
});
