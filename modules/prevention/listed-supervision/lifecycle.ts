import type { Act } from '#kernel/lifecycle/table.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { fields } from './fields.ts';
import { danger, delisting, listing, openReports, others, owner } from './needs.ts';
import { firstQuarterEnd } from './quarter.ts';
import * as rules from './rules.ts';

const officers = ['supervisor', 'line-supervisor', 'commission'] as const;
const enterprise = ['safety-manager', 'enterprise-head'] as const;
const commission = ['commission'] as const;

type Context = Parameters<(typeof rules.isIssuer)['holds']>[0];

const working = (name: string) => (context: Context) => ({
  period: { n: context.figures.number(`listed-supervision.${name}`), unit: 'working-day' as const },
});

function numbered(word: string, number: number | undefined, today: string): string {
  return `${word}〔${today.slice(0, 4)}〕${number ?? 0}号`;
}

const onDanger = ({ row }: Context, action: string, input: Act['input'] = {}): Act => ({
  type: 'hidden-danger',
  id: row.danger,
  action,
  input,
});

/** The danger's own date follows the listing's where it is being put right and would come earlier. */
function alongWith(context: Context): readonly Act[] {
  const { limit_on } = context.after;
  const found = danger.of(context);
  const moves = found?.state === 'rectifying' && limit_on !== null && (found.rectify_until ?? '') < limit_on;
  return moves ? [onDanger(context, 'extend', { rectify_until: limit_on })] : [];
}

function withoutReports(context: Context): readonly Act[] {
  return (openReports.of(context) ?? []).map(({ id }) => ({ type: 'supervision-progress', id, action: 'cancel', input: {} }));
}

export const listedSupervisionLifecycle = lifecycle(fields, {
  states: {
    proposed: {
      label: { zh: '待审定', en: 'Proposed' },
      tone: 'processing',
      owes: ({ row, after }) => deskAt(row.region, after.level ?? 'county', 'commission'),
      within: working('decide-working-days'),
    },
    returned: {
      label: { zh: '退回补正', en: 'Sent back to the proposer' },
      tone: 'warning',
      owes: ({ after }) => after.proposer ?? '',
      within: working('decide-working-days'),
    },
    listed: {
      label: { zh: '督办中', en: 'Listed' },
      tone: 'error',
      owes: ({ row }) => row.subject ?? '',
      within: ({ after }) => ({ until: after.limit_on ?? '' }),
    },
    appraising: {
      label: { zh: '待第三方评估', en: 'Appraisal owed' },
      tone: 'warning',
      owes: ({ row }) => row.subject ?? '',
      within: working('appraise-working-days'),
    },
    checking: {
      label: { zh: '待现场核查', en: 'Check on site owed' },
      tone: 'processing',
      owes: ({ after }) => after.issuer ?? '',
      within: working('check-working-days'),
    },
    countersigning: {
      label: { zh: '待共同核查人确认', en: 'Second signature owed' },
      tone: 'processing',
      owes: ({ after }) => after.issuer ?? '',
      within: working('sign-working-days'),
    },
    delisting: {
      label: { zh: '待摘牌', en: 'De-listing owed' },
      tone: 'processing',
      owes: ({ after }) => after.issuer ?? '',
      within: working('sign-working-days'),
    },
    delisted: { label: { zh: '已摘牌', en: 'De-listed' }, tone: 'success' },
    withdrawn: { label: { zh: '已撤回', en: 'Withdrawn' }, tone: 'default' },
    revoked: { label: { zh: '已撤销', en: 'Revoked' }, tone: 'default' },
  },
  actions: {
    propose: {
      label: { zh: '提请挂牌督办', en: 'Propose a listing' },
      from: null,
      to: 'proposed',
      by: officers,
      fills: ['danger', 'level', 'grounds', 'limit_on', 'duty_person'],
      offers: ['requirements', 'regulator'],
      needs: [danger.need, others.need],
      rules: [rules.dangerIsMajor, rules.dangerIsOpen, rules.listedOnce, rules.limitIsAhead, rules.limitIsWithinYear],
      set: (context) => {
        const found = danger.of(context);
        return {
          title: found?.title ?? null,
          enterprise: found?.subject ?? null,
          regulator: context.input.regulator ?? found?.regulator ?? null,
          proposer: context.actor.org,
          proposed_by: context.actor.person,
        };
      },
      scope: (context) => ({ region: danger.of(context)?.region ?? '', line: danger.of(context)?.line ?? '' }),
    },
    list: {
      label: { zh: '下达挂牌督办', en: 'List it' },
      confirm: {
        zh: '下达后取得文号，企业须按期治理并按季报告',
        en: 'It takes its number; the enterprise owes quarterly reports from now on',
      },
      from: ['proposed'],
      to: 'listed',
      by: commission,
      fills: ['published'],
      offers: ['withhold_reason', 'requirements', 'limit_on'],
      needs: [danger.need, listing.need],
      rules: [
        rules.bodyIsRight,
        rules.listerIsAnother,
        rules.dangerIsOpen,
        rules.withheldHasReason,
        rules.limitIsAhead,
        rules.limitIsWithinYear,
      ],
      set: (context) => ({
        number: numbered('挂牌督办', listing.of(context), context.today),
        issuer: context.actor.org,
        listed_by: context.actor.person,
        listed_on: context.today,
        published_on: context.input.published === true ? context.today : null,
      }),
      then: (context) => [
        onDanger(context, 'list', { supervision: context.id }),
        ...alongWith(context),
        {
          type: 'supervision-progress',
          id: null,
          action: 'owe',
          input: {
            supervision: context.id,
            due_on: firstQuarterEnd(context.today, context.figures.number('listed-supervision.first-report-natural-days')),
          },
        },
      ],
    },
    return: {
      label: { zh: '退回补正', en: 'Send back to the proposer' },
      from: ['proposed'],
      to: 'returned',
      by: commission,
      fills: ['return_reason'],
      rules: [rules.bodyIsRight],
    },
    resubmit: {
      label: { zh: '补正后再报', en: 'Propose again' },
      from: ['returned'],
      to: 'proposed',
      by: officers,
      fills: ['grounds', 'limit_on'],
      offers: ['level', 'requirements', 'duty_person'],
      rules: [rules.actorIsProposer, rules.limitIsAhead, rules.limitIsWithinYear],
      set: ({ actor }) => ({ proposed_by: actor.person }),
    },
    withdraw: {
      label: { zh: '撤回提请', en: 'Withdraw' },
      from: ['proposed', 'returned'],
      to: 'withdrawn',
      by: officers,
      rules: [rules.actorIsProposer],
    },
    receive: {
      label: { zh: '签收督办通知书', en: 'Sign for the notice' },
      from: ['listed'],
      to: 'same',
      by: enterprise,
      rules: [rules.receivedOnce],
      set: ({ actor, today }) => ({ received_on: today, received_by: actor.person }),
    },
    apply: {
      label: { zh: '申请验收', en: 'Apply for acceptance' },
      from: ['listed'],
      to: 'appraising',
      by: enterprise,
      fills: ['rectifier_name', 'rectifier_code'],
      offers: ['affiliates'],
      needs: [danger.need],
      rules: [rules.receivedFirst, rules.dangerIsPutRight],
    },
    appraise: {
      label: { zh: '报送第三方评估', en: 'Hand in the appraisal' },
      from: ['appraising'],
      to: ({ after }) => (after.appraisal === 'met' ? 'checking' : 'listed'),
      by: enterprise,
      fills: ['appraiser_name', 'appraiser_code', 'appraised_on', 'appraisal', 'appraisal_report'],
      needs: [owner.need],
      rules: [rules.appraisedAlready, rules.appraiserIsNotOwner, rules.appraiserIsNotRectifier, rules.appraiserIsNoAffiliate],
      then: (context) =>
        context.after.appraisal === 'met'
          ? []
          : [onDanger(context, 'return-listed', { return_reason: '第三方评估认定治理不合格', rectify_until: context.row.limit_on })],
    },
    check: {
      label: { zh: '现场核查', en: 'Check on site' },
      from: ['checking'],
      to: 'countersigning',
      by: commission,
      fills: ['check_findings'],
      offers: ['check_photos'],
      needs: [danger.need],
      rules: [rules.isIssuer, rules.checkerIsNoDoer],
      set: ({ actor, today }) => ({ checked_by: actor.person, checked_on: today }),
    },
    'confirm-check': {
      label: { zh: '共同核查确认', en: 'Confirm the check' },
      confirm: { zh: '确认本人一同到现场核查，并同意核查意见', en: 'You were on site too and agree with the findings' },
      from: ['countersigning'],
      to: 'delisting',
      by: commission,
      needs: [danger.need],
      rules: [rules.isIssuer, rules.checkerIsNoDoer, rules.secondIsAnother],
      set: ({ actor }) => ({ joined_by: actor.person }),
    },
    'send-back': {
      label: { zh: '核查不合格退回', en: 'Send back' },
      from: ['checking', 'countersigning', 'delisting'],
      to: 'listed',
      by: commission,
      fills: ['return_reason', 'limit_on'],
      rules: [rules.isIssuer, rules.limitIsAhead, rules.limitIsWithinYear],
      then: (context) => [
        onDanger(context, 'return-listed', { return_reason: context.after.return_reason, rectify_until: context.after.limit_on }),
      ],
    },
    delist: {
      label: { zh: '摘牌', en: 'De-list' },
      confirm: { zh: '摘牌后该隐患一并销号', en: 'The danger itself is closed with it' },
      from: ['delisting'],
      to: 'delisted',
      by: commission,
      needs: [danger.need, openReports.need, delisting.need],
      rules: [rules.isIssuer, rules.checkerIsNoDoer],
      set: (context) => ({
        delisting_number: numbered('摘牌', delisting.of(context), context.today),
        delisted_on: context.today,
        delisted_by: context.actor.person,
      }),
      then: (context) => [onDanger(context, 'close-listed', { verification: context.row.check_findings }), ...withoutReports(context)],
    },
    upgrade: {
      label: { zh: '提级督办', en: 'Raise to a higher level' },
      from: ['listed'],
      to: 'listed',
      by: commission,
      fills: ['level', 'upgrade_reason', 'limit_on'],
      needs: [danger.need, listing.need],
      rules: [rules.levelIsHigher, rules.upperBodyIsRight, rules.limitIsAhead, rules.limitIsWithinYear],
      set: (context) => ({
        earlier_number: context.row.number,
        number: numbered('挂牌督办', listing.of(context), context.today),
        issuer: context.actor.org,
        listed_by: context.actor.person,
        received_on: null,
        received_by: null,
      }),
      then: alongWith,
    },
    extend: {
      label: { zh: '延长治理期限', en: 'Limit moved' },
      from: ['listed'],
      to: 'same',
      by: [],
      consequence: true,
      fills: ['limit_on'],
      needs: [danger.need],
      due: ({ after }) => ({ until: after.limit_on ?? '' }),
      then: alongWith,
    },
    publish: {
      label: { zh: '向社会公布', en: 'Publish' },
      from: ['listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted'],
      to: 'same',
      by: commission,
      rules: [rules.isIssuer, rules.notPublished],
      set: ({ today }) => ({ published: true, published_on: today, withhold_reason: null }),
    },
    unpublish: {
      label: { zh: '撤下公布', en: 'Take off the portal' },
      from: ['listed', 'appraising', 'checking', 'countersigning', 'delisting', 'delisted'],
      to: 'same',
      by: commission,
      fills: ['withhold_reason'],
      rules: [rules.isIssuer, rules.isPublished],
      set: () => ({ published: false, published_on: null }),
    },
    revoke: {
      label: { zh: '撤销挂牌', en: 'Revoke' },
      confirm: { zh: '撤销后隐患按一般程序办理', en: 'The danger is dealt with in the ordinary way again' },
      from: ['listed'],
      to: 'revoked',
      by: commission,
      fills: ['revocation_reason'],
      needs: [openReports.need],
      rules: [rules.isIssuer],
      then: (context) => [onDanger(context, 'unlist'), ...withoutReports(context)],
    },
  },
});
