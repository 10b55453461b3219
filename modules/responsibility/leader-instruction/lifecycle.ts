import type { Act } from '#kernel/lifecycle/table.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import { codesOf, deliveries } from '../recipients.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

type Context = Parameters<(typeof rules.actorIsOffice)['holds']>[0];

const about = ['urgency', 'paper', 'danger', 'supervision', 'notice', 'scan', 'due_on'] as const;

function assigned(context: Context): readonly Act[] {
  const { title, office, content, due_on, number } = context.after;
  const common = { title, kind: 'instruction', issuer: office, body: content, instruction: context.id, number, due_on };
  return deliveries(common, codesOf(context.after.units), null);
}

export const leaderInstructionLifecycle = lifecycle(fields, {
  states: {
    given: {
      label: { zh: '待交办', en: 'To be assigned' },
      tone: 'warning',
      owes: ({ after }) => after.office ?? '',
      within: ({ figures }) => ({ period: { n: figures.number('leader-instruction.assign-working-days'), unit: 'working-day' } }),
    },
    running: {
      label: { zh: '办理中', en: 'Being carried out' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      // The units answer by their date; the office has a few days more to sum up.
      within: ({ after, figures }) => ({
        period: { n: figures.number('leader-instruction.close-working-days'), unit: 'working-day' },
        from: new Date(`${after.due_on ?? ''}T15:59:59.999Z`),
      }),
    },
    closed: { label: { zh: '已办结', en: 'Closed' }, tone: 'success' },
    cancelled: { label: { zh: '已撤销', en: 'Cancelled' }, tone: 'default' },
  },
  actions: {
    give: {
      label: { zh: '作出批示', en: 'Give an instruction' },
      from: null,
      to: 'given',
      by: ['leader'],
      fills: ['title', 'content', 'leader_name'],
      offers: about,
      rules: [rules.dueIsAhead],
      set: ({ actor, today }) => ({ given_by: actor.person, given_on: today, office: `${codeOf(actor.region)}-commission` }),
      scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
    },
    record: {
      label: { zh: '登记批示', en: 'Record an instruction' },
      from: null,
      to: 'given',
      by: ['commission'],
      fills: ['title', 'content', 'leader_name', 'given_on'],
      offers: about,
      rules: [rules.givenAlready, rules.dueIsAhead],
      set: ({ actor }) => ({ office: actor.org }),
      scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
    },
    assign: {
      label: { zh: '交办', en: 'Assign' },
      from: ['given'],
      to: 'running',
      by: ['commission'],
      fills: ['units', 'due_on'],
      needs: [rules.number.need],
      rules: [rules.actorIsOffice, rules.unitsAreReachable, rules.dueIsAhead],
      set: (context) => ({
        number: `批示交办〔${context.today.slice(0, 4)}〕${rules.number.of(context) ?? 0}号`,
        assigned_by: context.actor.person,
        assigned_on: context.today,
      }),
      then: assigned,
    },
    close: {
      label: { zh: '办结', en: 'Close' },
      from: ['running'],
      to: 'closed',
      by: ['commission', 'leader'],
      fills: ['outcome'],
      needs: [rules.open.need],
      rules: [rules.actorIsOfficeOrLeader, rules.allAnswered],
      set: ({ actor, today }) => ({ closed_by: actor.person, closed_on: today }),
    },
    cancel: {
      label: { zh: '撤销批示', en: 'Withdraw it' },
      from: ['given', 'running'],
      to: 'cancelled',
      by: ['commission', 'leader'],
      fills: ['cancel_reason'],
      needs: [rules.open.need],
      rules: [rules.actorIsOfficeOrLeader],
      then: (context) => (rules.open.of(context) ?? []).map(({ id }) => ({ type: 'official-delivery', id, action: 'recall', input: {} })),
    },
  },
});
