import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { hiddenDanger } from '../hidden-danger/record.ts';
import { fields } from './fields.ts';

export const danger = needOne(
  'danger',
  hiddenDanger,
  ['title', 'due_at', 'level', 'regulator', 'listed'],
  ({ input, row }) => input.danger ?? row.danger,
);

export const pending = needMany('pending', { name: 'deadline-extension', fields }, [], ({ input }) =>
  typeof input.danger === 'string' ? { where: { danger: input.danger, state: 'submitted' }, limit: 1 } : null,
);

export const dangerIsBeingPutRight = rule(fields, 'danger-is-being-put-right', {
  zh: '只有整改中的本企业隐患可以申请延期',
  en: 'Only a danger of your own that is being put right can be extended',
  field: 'danger',
  holds: (context) => {
    const found = danger.of(context);
    if (found === undefined) return 'unknown';
    return found?.state === 'rectifying' && (context.actor.subject === null || found.subject === context.actor.subject);
  },
});

export const dangerIsNotListed = rule(fields, 'danger-is-not-listed', {
  zh: '该隐患正在挂牌督办，请在挂牌督办件上申请延期',
  en: 'This danger is under listed supervision: ask for an extension of the listing instead',
  field: 'danger',
  holds: (context) => {
    const found = danger.of(context);
    return found === undefined ? 'unknown' : found?.listed !== true;
  },
});

export const oneAtATime = rule(fields, 'one-at-a-time', {
  zh: '该隐患已有一份延期申请正在审批',
  en: 'An extension of this danger is being decided already',
  field: 'danger',
  holds: (context) => {
    const others = pending.of(context);
    return others === undefined ? 'unknown' : others.length === 0;
  },
});

export const askedInTime = rule(fields, 'asked-in-time', {
  zh: '延期申请须在期限届满前规定的工作日数以前提出，现在已经太迟',
  en: 'It is too late: an extension must be asked for the stated number of working days before the deadline',
  field: 'danger',
  holds: (context) => {
    const due = danger.of(context)?.due_at;
    if (due === undefined || due === null) return 'unknown';
    const { today, figures, register, moment } = context;
    const last_ms = Date.parse(due);
    return (
      moment.getTime() <= last_ms &&
      register.workingDays(today, dayIn(last_ms)) >= figures.number('deadline-extension.ask-before-working-days')
    );
  },
});

/** The day of an instant in the province, which keeps UTC+8 all year. */
function dayIn(at_ms: number): string {
  return new Date(at_ms + 8 * 3_600_000).toISOString().slice(0, 10);
}

export const untilIsLater = rule(fields, 'until-is-later', {
  zh: '延至日期须晚于原期限，且不超过允许延长的天数',
  en: 'The new date must be later than the old one, and within the days that may be added',
  field: 'until',
  holds: (context) => {
    const due = danger.of(context)?.due_at;
    if (due === undefined || due === null) return 'unknown';
    const until = context.input.until ?? '';
    const longest = Date.parse(due) + context.figures.number('deadline-extension.max-days') * 86_400_000;
    return until > dayIn(Date.parse(due)) && until <= dayIn(longest);
  },
});

export const majorIsForLeaders = rule(fields, 'major-is-for-leaders', {
  zh: '重大隐患的延期由政府领导审批',
  en: 'The extension of a major danger is decided by a government leader',
  holds: (context) => {
    const found = danger.of(context);
    if (found === undefined) return 'unknown';
    return found?.level !== 'major' || context.actor.roles.includes('leader');
  },
});
