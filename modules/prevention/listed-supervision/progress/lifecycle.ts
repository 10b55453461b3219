import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { nextQuarterEnd } from '../module.ts';
import { listedSupervision } from '../record.ts';
import { fields } from './fields.ts';

const supervision = needOne(
  'supervision',
  listedSupervision,
  ['title', 'number', 'issuer'],
  ({ input, row }) => input.supervision ?? row.supervision,
);

const running = ['listed', 'appraising', 'checking', 'countersigning', 'delisting'];

const readerIsIssuer = rule(fields, 'reader-is-issuer', {
  zh: '由挂牌机关审阅',
  en: 'Read by the body that listed it',
  holds: (context) => {
    const found = supervision.of(context);
    return found === undefined ? 'unknown' : found?.issuer === context.actor.org;
  },
});

function quarterOf(day: string): string {
  return `${day.slice(0, 4)} 年第 ${Math.ceil(Number(day.slice(5, 7)) / 3)} 季度`;
}

export const progressLifecycle = lifecycle(fields, {
  states: {
    owed: {
      label: { zh: '待报送', en: 'Owed' },
      tone: 'warning',
      owes: ({ row }) => row.subject ?? '',
      // One that came back has its own few days; its quarter is over.
      within: ({ after, figures }) =>
        after.return_reason === null
          ? { until: after.due_on ?? '' }
          : { period: { n: figures.number('listed-supervision.resubmit-working-days'), unit: 'working-day' } },
    },
    submitted: {
      label: { zh: '待审阅', en: 'To be read' },
      tone: 'processing',
      // Raised to a higher level in between, it is for the body that has it now; whoever is told of it sees which.
      owes: (context) => supervision.of(context)?.issuer ?? '',
      within: ({ figures }) => ({ period: { n: figures.number('listed-supervision.review-working-days'), unit: 'working-day' } }),
    },
    accepted: { label: { zh: '已审阅', en: 'Read' }, tone: 'success' },
    cancelled: { label: { zh: '不再需要', en: 'No longer owed' }, tone: 'default' },
  },
  actions: {
    owe: {
      label: { zh: '应报季度进展', en: 'Report owed' },
      from: null,
      to: 'owed',
      by: [],
      consequence: true,
      fills: ['supervision', 'due_on'],
      needs: [supervision.need],
      set: (context) => {
        const found = supervision.of(context);
        const title = `${quarterOf(context.input.due_on ?? '')}：${found?.title ?? ''}`;
        return { title, enterprise: found?.subject ?? null };
      },
      scope: (context) => ({ region: supervision.of(context)?.region ?? '', line: supervision.of(context)?.line ?? '' }),
    },
    submit: {
      label: { zh: '报送进展', en: 'Hand in' },
      from: ['owed'],
      to: 'submitted',
      by: ['safety-manager', 'enterprise-head'],
      fills: ['percent', 'done', 'next_steps'],
      offers: ['problems', 'spent', 'evidence'],
      needs: [supervision.need],
      set: ({ actor, today }) => ({ submitted_by: actor.person, submitted_on: today }),
    },
    accept: {
      label: { zh: '审阅通过', en: 'Read and accepted' },
      from: ['submitted'],
      to: 'accepted',
      by: ['commission'],
      needs: [supervision.need],
      rules: [readerIsIssuer],
      set: ({ actor }) => ({ reviewed_by: actor.person }),
      then: (context) => {
        const found = supervision.of(context);
        if (found === undefined || found === null || !running.includes(found.state)) return [];
        const input = { supervision: found.id, due_on: nextQuarterEnd(context.row.due_on ?? context.today) };
        return [{ type: 'supervision-progress', id: null, action: 'owe', input }];
      },
    },
    return: {
      label: { zh: '退回补充', en: 'Send back' },
      from: ['submitted'],
      to: 'owed',
      by: ['commission'],
      fills: ['return_reason'],
      needs: [supervision.need],
      rules: [readerIsIssuer],
    },
    cancel: { label: { zh: '不再需要', en: 'No longer owed' }, from: ['owed', 'submitted'], to: 'cancelled', by: [], consequence: true },
  },
});
