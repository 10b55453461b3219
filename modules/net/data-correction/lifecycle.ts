import { lifecycle } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { owner, ownerIsOpen, ownersId, ownersScope } from '../enterprise/module.ts';
import { fields } from './fields.ts';
import * as rules from './rules.ts';

const officers = ['supervisor', 'line-supervisor', 'commission'] as const;

type Context = Parameters<(typeof rules.actorIsOffice)['holds']>[0];

const working = (name: string) => (context: Context) => ({
  period: { n: context.figures.number(`data-correction.${name}`), unit: 'working-day' as const },
});

const answered = ({ actor, today }: Context) => ({ answered_by: actor.person, answered_on: today });

export const dataCorrectionLifecycle = lifecycle(fields, {
  states: {
    filed: {
      label: { zh: '待受理', en: 'Filed' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: working('accept-working-days'),
    },
    checking: {
      label: { zh: '核实中', en: 'Being checked' },
      tone: 'processing',
      owes: ({ after }) => after.office ?? '',
      within: working('answer-working-days'),
    },
    corrected: { label: { zh: '已更正', en: 'Corrected' }, tone: 'success' },
    unchanged: { label: { zh: '核实无误', en: 'Found to be right' }, tone: 'default' },
    refused: { label: { zh: '不予受理', en: 'Not accepted' }, tone: 'default' },
  },
  actions: {
    file: {
      label: { zh: '报告信息有误', en: 'Report an error' },
      from: null,
      to: 'filed',
      by: ['public'],
      fills: ['enterprise', 'matter', 'statement', 'receipt_hash'],
      offers: ['reporter_name', 'phone'],
      needs: [owner.need],
      rules: [ownerIsOpen(fields), rules.receiptIsHash],
      set: (context) => {
        const place = owner.of(context);
        const office = place?.department ?? deskAt(place?.region ?? '', 'county', 'emergency');
        return { enterprise: ownersId(context), office, filed_on: context.today };
      },
      scope: ownersScope,
      beyond: true,
    },
    accept: {
      label: { zh: '受理', en: 'Accept' },
      from: ['filed'],
      to: 'checking',
      by: officers,
      rules: [rules.actorIsOffice],
      set: ({ actor, today }) => ({ accepted_by: actor.person, accepted_on: today }),
    },
    refuse: {
      label: { zh: '不予受理', en: 'Do not accept' },
      confirm: { zh: '报告人会看到您写的理由', en: 'Whoever filed it reads the reason that you give' },
      from: ['filed'],
      to: 'refused',
      by: officers,
      fills: ['answer'],
      rules: [rules.actorIsOffice],
      set: answered,
    },
    correct: {
      label: { zh: '已更正并答复', en: 'Answer: corrected' },
      confirm: { zh: '请先在企业档案等原记录上更正，再答复', en: 'Correct the record itself first, then answer' },
      from: ['checking'],
      to: 'corrected',
      by: officers,
      fills: ['answer'],
      rules: [rules.actorIsOffice],
      set: answered,
    },
    leave: {
      label: { zh: '核实无误并答复', en: 'Answer: it is right' },
      from: ['checking'],
      to: 'unchanged',
      by: officers,
      fills: ['answer'],
      rules: [rules.actorIsOffice],
      set: answered,
    },
  },
});
