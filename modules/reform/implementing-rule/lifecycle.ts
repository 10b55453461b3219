import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { reformProgramme } from '../programme/record.ts';
import { isUnder } from '../recipients.ts';
import { placeOf, speakers } from '../units.ts';
import { fields } from './fields.ts';

/** By its id where the office asks; by its number where a unit files of itself, which does not see the programme's own record. */
const programme = needOne('programme', reformProgramme, ['title', 'office', 'document_number'], ({ input }) => {
  if (typeof input.programme === 'string') return input.programme;
  return typeof input.policy === 'string' ? { document_number: input.policy } : null;
});

const policyIsRunning = rule(fields, 'policy-is-running', {
  zh: '没有这个文号的实施中方案，或本单位不在其范围内',
  en: 'No running programme of that number covers your organisation',
  field: 'policy',
  holds: (context) => {
    const found = programme.of(context);
    if (found === undefined) return 'unknown';
    return found?.state === 'running' && isUnder(context.actor.org, found.office, context.register);
  },
});

const actorIsUnit = rule(fields, 'actor-is-unit', {
  zh: '由制定单位办理',
  en: 'This is for whoever makes the rules',
  holds: ({ row, actor }) => actor.org === row.unit,
});

const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由备案单位办理',
  en: 'This is for the office with which it is filed',
  holds: ({ row, actor }) => actor.org === row.office,
});

const issuedAlready = rule(fields, 'issued-already', {
  zh: '印发日期不能晚于今天',
  en: 'It cannot have been issued after today',
  field: 'issued_on',
  holds: ({ input, today }) => (input.issued_on ?? '') <= today,
});

const inForceAfterIssue = rule(fields, 'in-force-after-issue', {
  zh: '施行日期不能早于印发日期',
  en: 'It cannot be in force before it is issued',
  field: 'effective_on',
  holds: ({ after }) => after.effective_on === null || after.issued_on === null || after.effective_on >= after.issued_on,
});

const filed = ['title', 'document_number', 'issued_on', 'papers'] as const;

function workingDays(figures: { number(name: string): number }, name: string) {
  return { period: { n: figures.number(`implementing-rule.${name}-working-days`), unit: 'working-day' as const } };
}

export const implementingRuleLifecycle = lifecycle(fields, {
  states: {
    owed: {
      label: { zh: '待报备', en: 'Owed' },
      tone: 'warning',
      owes: ({ after }) => after.unit ?? '',
      within: ({ after }) => ({ until: after.due_on ?? '' }),
    },
    returned: {
      label: { zh: '退回修改', en: 'Sent back' },
      tone: 'error',
      owes: ({ after }) => after.unit ?? '',
      within: ({ figures }) => workingDays(figures, 'resubmit'),
    },
    submitted: {
      label: { zh: '待备案审查', en: 'To be reviewed' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: ({ figures }) => workingDays(figures, 'review'),
    },
    'on-file': { label: { zh: '已备案', en: 'On file' }, tone: 'success' },
    repealed: { label: { zh: '已废止', en: 'Repealed' }, tone: 'default' },
    waived: { label: { zh: '不需报备', en: 'Not owed' }, tone: 'default' },
  },
  actions: {
    owe: {
      label: { zh: '应报备实施细则', en: 'Rules owed' },
      from: null,
      to: 'owed',
      by: [],
      consequence: true,
      fills: ['programme', 'unit', 'due_on'],
      needs: [programme.need],
      set: (context) => {
        const found = programme.of(context);
        const title = `实施细则：${found?.title ?? ''}`.slice(0, 120);
        return { title, policy: found?.document_number ?? null, office: found?.office ?? null };
      },
      scope: ({ input, register }) => placeOf(input.unit, register),
    },
    file: {
      label: { zh: '报备细则', en: 'File rules' },
      from: null,
      to: 'submitted',
      by: speakers,
      fills: ['policy', ...filed],
      offers: ['effective_on', 'summary'],
      needs: [programme.need],
      rules: [policyIsRunning, issuedAlready, inForceAfterIssue],
      set: (context) => ({
        programme: programme.of(context)?.id ?? null,
        office: programme.of(context)?.office ?? null,
        unit: context.actor.org,
        filed_by: context.actor.person,
        filed_on: context.today,
      }),
      scope: ({ actor }) => ({ region: actor.region, line: actor.line }),
    },
    submit: {
      label: { zh: '报备', en: 'File' },
      from: ['owed', 'returned'],
      to: 'submitted',
      by: speakers,
      fills: filed,
      offers: ['effective_on', 'summary'],
      rules: [actorIsUnit, issuedAlready, inForceAfterIssue],
      set: ({ actor, today }) => ({ filed_by: actor.person, filed_on: today }),
    },
    accept: {
      label: { zh: '予以备案', en: 'Put on file' },
      from: ['submitted'],
      to: 'on-file',
      by: ['commission'],
      rules: [actorIsOffice],
      set: ({ actor }) => ({ reviewed_by: actor.person }),
    },
    return: {
      label: { zh: '退回修改', en: 'Send back' },
      from: ['submitted'],
      to: 'returned',
      by: ['commission'],
      fills: ['return_reason'],
      rules: [actorIsOffice],
      set: ({ actor }) => ({ reviewed_by: actor.person }),
    },
    waive: {
      label: { zh: '不需报备', en: 'Waive' },
      from: ['owed', 'returned'],
      to: 'waived',
      by: ['commission'],
      fills: ['end_reason'],
      rules: [actorIsOffice],
    },
    repeal: {
      label: { zh: '废止', en: 'Repeal' },
      confirm: { zh: '废止后须重新报备新的细则', en: 'New rules would have to be filed' },
      from: ['on-file'],
      to: 'repealed',
      by: speakers,
      fills: ['end_reason'],
      rules: [actorIsUnit],
    },
  },
});
