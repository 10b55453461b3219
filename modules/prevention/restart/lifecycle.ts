import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { owner, ownerIsOpen, ownersId, ownersScope } from '#modules/net/enterprise/module.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

const officers = ['supervisor', 'line-supervisor'] as const;
const told = ['stop_scope', 'order_number', 'ordered_by', 'order_level', 'stopped_on', 'measures', 'self_check'] as const;

type Context = Parameters<(typeof rules.actorIsRegulator)['holds']>[0];

const working = (name: string) => (context: Context) => ({
  period: { n: context.figures.number(`production-restart.${name}`), unit: 'working-day' as const },
});

const isCoal = ({ row }: Context) => row.line === 'coal-mine';

/** Whoever ordered the stop lifts it: a government's order is lifted by a government; a coal mine begins again with a government's consent only. */
function afterDepartment(context: Context): 'mine-safety' | 'government' | 'announcing' {
  if (isCoal(context)) return 'mine-safety';
  return context.row.ordered_by === 'government' ? 'government' : 'announcing';
}

export const productionRestartLifecycle = lifecycle(fields, {
  states: {
    applied: {
      label: { zh: '待现场验收', en: 'Check on site owed' },
      tone: 'processing',
      owes: ({ after }) => after.regulator ?? '',
      within: (context) => ({
        period: {
          n: context.figures.number(`production-restart.accept-natural-days-${isCoal(context) ? 'coal-mine' : 'other'}`),
          unit: 'natural-day',
        },
      }),
    },
    returned: {
      label: { zh: '退回整改', en: 'Sent back' },
      tone: 'warning',
      owes: ({ row }) => row.subject ?? '',
      within: working('return-working-days'),
    },
    department: {
      label: { zh: '待部门负责人签字', en: "Department's signature owed" },
      tone: 'processing',
      owes: ({ after }) => after.regulator ?? '',
      within: working('sign-working-days'),
    },
    'mine-safety': {
      label: { zh: '待矿山监察审核', en: "Mine-safety authority's consent owed" },
      tone: 'processing',
      owes: ({ row }) => deskAt(row.region, 'province', 'mine-safety'),
      within: working('sign-working-days'),
    },
    government: {
      label: { zh: '待政府负责人签字', en: "Government's signature owed" },
      tone: 'processing',
      owes: ({ row, after }) => deskAt(row.region, after.order_level ?? 'county', 'government'),
      within: working('sign-working-days'),
    },
    announcing: {
      label: { zh: '已批准待公告', en: 'Allowed, to be announced' },
      tone: 'warning',
      owes: ({ after }) => after.regulator ?? '',
      within: working('announce-working-days'),
    },
    resumed: { label: { zh: '已恢复生产', en: 'Production resumed' }, tone: 'success' },
    refused: { label: { zh: '不予恢复', en: 'Refused' }, tone: 'error' },
    withdrawn: { label: { zh: '已撤回', en: 'Withdrawn' }, tone: 'default' },
  },
  actions: {
    apply: {
      label: { zh: '申请恢复生产', en: 'Apply to begin again' },
      from: null,
      to: 'applied',
      by: ['enterprise-head'],
      fills: ['title', ...told],
      offers: ['experts', 'evidence'],
      needs: [owner.need, rules.openMajor.need, rules.pending.need],
      rules: [ownerIsOpen(fields), rules.stoppedAlready, rules.noOpenMajor, rules.oneOrderOnce],
      set: (context) => {
        const place = owner.of(context);
        const regulator = place?.department ?? deskAt(place?.region ?? '', 'county', 'emergency');
        return { enterprise: ownersId(context), regulator, applied_by: context.actor.person, applied_on: context.today };
      },
      scope: ownersScope,
    },
    reapply: {
      label: { zh: '整改后再申请', en: 'Apply again' },
      from: ['returned'],
      to: 'applied',
      by: ['enterprise-head'],
      fills: ['measures', 'self_check'],
      offers: ['experts', 'evidence'],
      needs: [rules.openMajor.need],
      rules: [rules.noOpenMajor],
      set: ({ actor, today }) => ({ applied_by: actor.person, applied_on: today }),
    },
    withdraw: { label: { zh: '撤回', en: 'Withdraw' }, from: ['applied', 'returned'], to: 'withdrawn', by: ['enterprise-head'] },
    check: {
      label: { zh: '现场验收合格', en: 'Check passed' },
      from: ['applied'],
      to: 'department',
      by: officers,
      fills: ['check_findings'],
      offers: ['check_photos'],
      needs: [rules.openMajor.need],
      rules: [rules.noOpenMajor],
      set: ({ actor, today }) => ({ checked_by: actor.person, checked_on: today }),
    },
    'send-back': {
      label: { zh: '验收不合格退回', en: 'Send back' },
      from: ['applied', 'department'],
      to: 'returned',
      by: officers,
      fills: ['return_reason'],
    },
    'sign-department': {
      label: { zh: '部门负责人签字', en: 'Sign for the department' },
      from: ['department'],
      to: afterDepartment,
      by: officers,
      needs: [rules.openMajor.need],
      rules: [rules.actorIsRegulator, rules.signerIsNoChecker, rules.noOpenMajor],
      set: (context) => ({
        department_signed_by: context.actor.person,
        department_signed_on: context.today,
        approved_on: afterDepartment(context) === 'announcing' ? context.today : null,
      }),
    },
    'sign-mine-safety': {
      label: { zh: '矿山监察审核同意', en: 'Consent of the mine-safety authority' },
      from: ['mine-safety'],
      to: 'government',
      by: ['line-supervisor', 'supervisor'],
      needs: [rules.openMajor.need],
      rules: [rules.actorIsMineSafety, rules.noOpenMajor],
      set: ({ actor, today }) => ({ mine_safety_signed_by: actor.person, mine_safety_signed_on: today }),
    },
    'sign-government': {
      label: { zh: '政府负责人签字', en: 'Sign for the government' },
      confirm: { zh: '签字后准予恢复生产', en: 'Production may begin again after this' },
      from: ['government'],
      to: 'announcing',
      by: ['leader'],
      needs: [rules.openMajor.need],
      rules: [rules.actorIsGovernment, rules.noOpenMajor],
      set: ({ actor, today }) => ({ government_signed_by: actor.person, government_signed_on: today, approved_on: today }),
    },
    refuse: {
      label: { zh: '不予恢复', en: 'Refuse' },
      confirm: { zh: '企业须重新申请', en: 'The enterprise must apply anew' },
      from: ['applied', 'department', 'mine-safety', 'government'],
      to: 'refused',
      by: [...officers, 'leader'],
      fills: ['refusal_reason'],
    },
    announce: {
      label: { zh: '公告恢复生产', en: 'Announce it' },
      from: ['announcing'],
      to: 'resumed',
      by: officers,
      fills: ['announced_on', 'announced_where'],
      rules: [rules.actorIsRegulator, rules.announcedAlready],
    },
  },
});
