import type { Context } from '#kernel/lifecycle/table.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import type { ValuesOf } from '#kernel/record/field.ts';
import { fields } from './fields.ts';
import { fitsKind, periodText, quarterIn } from './period.ts';
import * as rules from './rules.ts';
import { snapshotOf } from './snapshot.ts';

type Here = Context<typeof fields>;
type Values = ValuesOf<typeof fields>;

const words = { dispatch: '改革调度', bulletin: '改革简报' } as const;
const names = { dispatch: '调度通报', bulletin: '简报' } as const;

/** The facts as they stand now. */
function taken(context: Here): Partial<Values> {
  const { after, moment, today } = context;
  const month = fitsKind(after.period ?? '', 'dispatch') ? after.period : null;
  return { as_of: today, ...snapshotOf(rules.reports.of(context) ?? [], rules.tasks.of(context) ?? [], moment.toISOString(), month) };
}

function drafted(context: Here, by_clock: boolean): Partial<Values> {
  const { kind, period } = context.after;
  return {
    title: `安全生产领域改革${periodText(period ?? '')}${names[kind ?? 'dispatch']}`,
    quarter: quarterIn(period ?? ''),
    office: rules.programme.of(context)?.office ?? null,
    edition: 1,
    by_clock,
    released: false,
    ...taken(context),
  };
}

const scope = (context: Here) => ({
  region: rules.programme.of(context)?.region ?? '',
  line: rules.programme.of(context)?.line ?? '',
});

const facts = [rules.programme.need, rules.reports.need, rules.tasks.need] as const;

function workingDays({ figures }: Here, name: string) {
  return { period: { n: figures.number(`reform-paper.${name}-working-days`), unit: 'working-day' as const } };
}

export const reformPaperLifecycle = lifecycle(fields, {
  states: {
    draft: {
      label: { zh: '拟稿', en: 'Draft' },
      tone: 'default',
      owes: ({ after }) => after.office ?? '',
      within: (context) => workingDays(context, 'draft'),
    },
    reviewing: {
      label: { zh: '待签发', en: 'To be issued' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: (context) => workingDays(context, 'review'),
    },
    issued: { label: { zh: '已签发', en: 'Issued' }, tone: 'success' },
    superseded: { label: { zh: '已被更正', en: 'Superseded' }, tone: 'default' },
    void: { label: { zh: '已作废', en: 'Void' }, tone: 'default' },
  },
  actions: {
    draft: {
      label: { zh: '编写通报、简报', en: 'Compose' },
      from: null,
      to: 'draft',
      by: ['commission'],
      fills: ['programme', 'kind', 'period'],
      offers: ['remarks'],
      needs: facts,
      rules: [rules.programmeIsOwn, rules.periodFits, rules.periodHasBegun, rules.factsAreWhole],
      set: (context) => drafted(context, false),
      scope,
    },
    'draft-by-clock': {
      label: { zh: '到期自动起草', en: 'Composed by the clock' },
      from: null,
      to: 'draft',
      by: ['system'],
      fills: ['programme', 'kind', 'period'],
      needs: facts,
      rules: [rules.programmeIsOwn, rules.periodFits, rules.periodHasBegun, rules.factsAreWhole],
      set: (context) => drafted(context, true),
      scope,
    },
    redraft: {
      label: { zh: '起草更正稿', en: 'Correction drafted' },
      from: null,
      to: 'draft',
      by: [],
      consequence: true,
      fills: ['programme', 'kind', 'period', 'corrects', 'correction_reason', 'number', 'edition'],
      offers: ['remarks'],
      needs: facts,
      set: (context) => ({ ...drafted(context, false), edition: context.input.edition ?? 1 }),
      scope,
    },
    refresh: {
      label: { zh: '更新数据', en: 'Take the facts anew' },
      from: ['draft', 'reviewing'],
      to: 'same',
      by: ['commission'],
      needs: facts,
      rules: [rules.ownOffice, rules.factsAreWhole],
      set: taken,
    },
    revise: {
      label: { zh: '修改', en: 'Revise' },
      from: ['draft'],
      to: 'same',
      by: ['commission'],
      offers: ['title', 'remarks'],
      rules: [rules.ownOffice],
    },
    submit: {
      label: { zh: '送审', en: 'Submit' },
      from: ['draft'],
      to: 'reviewing',
      by: ['commission'],
      rules: [rules.ownOffice],
      set: ({ actor }) => ({ submitted_by: actor.person }),
    },
    return: {
      label: { zh: '退回修改', en: 'Send back' },
      from: ['reviewing'],
      to: 'draft',
      by: ['commission'],
      fills: ['return_reason'],
      rules: [rules.ownOffice],
    },
    issue: {
      label: { zh: '签发', en: 'Issue' },
      confirm: {
        zh: '签发时取最新数据和文号，此后不能修改；有误只能更正为新版',
        en: 'It takes the facts and its number now and cannot be changed; a mistake is corrected by a new edition',
      },
      from: ['reviewing'],
      to: 'issued',
      by: ['commission'],
      needs: [...facts, rules.number.need],
      rules: [rules.ownOffice, rules.issuerIsAnother, rules.factsAreWhole],
      set: (context) => ({
        ...taken(context),
        number:
          context.row.number ??
          `${words[context.row.kind ?? 'dispatch']}〔${context.today.slice(0, 4)}〕${rules.number.of(context) ?? 0}号`,
        issued_by: context.actor.person,
        issued_on: context.today,
      }),
      then: ({ row }) => (row.corrects === null ? [] : [{ type: 'reform-paper', id: row.corrects, action: 'supersede', input: {} }]),
    },
    void: {
      label: { zh: '作废', en: 'Make void' },
      confirm: { zh: '作废的稿件不再办理，不占用文号', en: 'A void draft is not dealt with any more and takes no number' },
      from: ['draft', 'reviewing'],
      to: 'void',
      by: ['commission'],
      fills: ['void_reason'],
      rules: [rules.ownOffice],
    },
    correct: {
      label: { zh: '更正', en: 'Correct' },
      confirm: { zh: '另起新版；新版签发后本版标为“已被更正”', en: 'A new edition is drafted; this one is superseded when it is issued' },
      from: ['issued'],
      to: 'same',
      by: ['commission'],
      fills: ['correction_reason'],
      rules: [rules.ownOffice],
      then: ({ row, after, id }) => {
        const { programme, kind, period, number, remarks } = row;
        const kept = remarks === null ? {} : { remarks };
        const { correction_reason } = after;
        const input = { programme, kind, period, number, corrects: id, correction_reason, edition: (row.edition ?? 1) + 1, ...kept };
        return [{ type: 'reform-paper', id: null, action: 'redraft', input }];
      },
    },
    supersede: { label: { zh: '被更正', en: 'Superseded' }, from: ['issued'], to: 'superseded', by: [], consequence: true },
    release: {
      label: { zh: '批准公开', en: 'Release' },
      confirm: { zh: '门户将列出标题、文号和日期', en: 'The portal will list title, number and dates' },
      from: ['issued'],
      to: 'same',
      by: ['leader'],
      fills: ['release_note'],
      rules: [rules.notReleased],
      set: ({ actor }) => ({ released: true, released_by: actor.person }),
    },
    'take-back': {
      label: { zh: '撤回公开', en: 'Take the release back' },
      from: ['issued'],
      to: 'same',
      by: ['leader'],
      fills: ['release_note'],
      rules: [rules.isReleased],
      set: () => ({ released: false }),
    },
  },
});
