import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { listedSupervision } from '../record.ts';
import { fields } from './fields.ts';

export const supervision = needOne(
  'supervision',
  listedSupervision,
  ['title', 'limit_on', 'listed_on', 'issuer'],
  ({ input, row }) => input.supervision ?? row.supervision,
);

export const pending = needMany('pending', { name: 'supervision-extension', fields }, [], ({ input }) =>
  typeof input.supervision === 'string' ? { where: { supervision: input.supervision, state: 'submitted' }, limit: 1 } : null,
);

export const isRunning = rule(fields, 'supervision-is-running', {
  zh: '只有督办中的本企业事项可以申请延期',
  en: 'Only a listing of your own that is running can be extended',
  field: 'supervision',
  holds: (context) => {
    const found = supervision.of(context);
    if (found === undefined) return 'unknown';
    return found?.state === 'listed' && (context.actor.subject === null || found.subject === context.actor.subject);
  },
});

export const oneAtATime = rule(fields, 'one-at-a-time', {
  zh: '该督办事项已有一份延期申请正在审批',
  en: 'An extension of this listing is being decided already',
  field: 'supervision',
  holds: (context) => {
    const found = pending.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});

export const askedInTime = rule(fields, 'asked-in-time', {
  zh: '延期须在治理期限届满前规定的工作日数以前提出，现在已经太迟',
  en: 'It is too late: an extension must be asked for the stated number of working days before the limit',
  field: 'supervision',
  holds: (context) => {
    const limit = supervision.of(context)?.limit_on;
    if (limit === undefined || limit === null) return 'unknown';
    return context.register.workingDays(context.today, limit) >= context.figures.number('supervision-extension.ask-before-working-days');
  },
});

export const untilIsLater = rule(fields, 'until-is-later', {
  zh: '延至日期须晚于原期限，且挂牌督办总时间不超过规定的最长时间',
  en: 'The new date must be later than the old one, and the whole listing no longer than it may last',
  field: 'until',
  holds: (context) => {
    const found = supervision.of(context);
    if (found?.limit_on === undefined || found.limit_on === null || found.listed_on === null) return 'unknown';
    const longest_ms = context.figures.number('listed-supervision.longest-natural-days') * 86_400_000;
    const until = context.input.until ?? '';
    return until > found.limit_on && Date.parse(until) <= Date.parse(found.listed_on) + longest_ms;
  },
});

export const deciderIsIssuer = rule(fields, 'decider-is-issuer', {
  zh: '由挂牌机关审批',
  en: 'Decided by the body that listed it',
  holds: (context) => {
    const found = supervision.of(context);
    return found === undefined ? 'unknown' : found?.issuer === context.actor.org;
  },
});
