import { needMany } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { nextNumber } from '#kernel/numbers/series.ts';
import { codesOf, reachable } from '../recipients.ts';
import { fields } from './fields.ts';

export const number = nextNumber('number', ({ actor, today }) => `${actor.org}/leader-instruction/${today.slice(0, 4)}`);

/** Units that have not answered, or whose answer is not accepted; their own definition stands above this one. */
export const open = needMany('open-deliveries', { name: 'official-delivery', fields: {} }, ['state'], ({ id }) => ({
  where: { instruction: id, state: ['sent', 'signed', 'answered'] },
  limit: 61,
}));

export const givenAlready = rule(fields, 'given-already', {
  zh: '批示日期不能晚于今天',
  en: 'It cannot have been given later than today',
  field: 'given_on',
  holds: ({ input, today }) => (input.given_on ?? '') <= today,
});

export const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由督办机构办理',
  en: "This is for the leader's office",
  holds: ({ row, actor }) => actor.org === row.office,
});

export const actorIsOfficeOrLeader = rule(fields, 'actor-is-office-or-leader', {
  zh: '由督办机构或批示领导本人办理',
  en: "This is for the leader's office, or the leader himself",
  holds: ({ row, actor }) => actor.org === row.office || actor.person === row.given_by,
});

export const unitsAreReachable = rule(fields, 'units-are-reachable', {
  zh: '承办单位须在本级辖区内，且不是督办机构自身',
  en: 'Units lie inside the area; the office does not assign to itself',
  field: 'units',
  holds: ({ input, row, register }) => {
    const codes = codesOf(input.units);
    return codes.length > 0 && reachable(codes, { org: row.office ?? '', region: row.region, line: row.line }, register);
  },
});

export const dueIsAhead = rule(fields, 'due-is-ahead', {
  zh: '办结期限须晚于今天',
  en: 'The answer must be due after today',
  field: 'due_on',
  holds: ({ after, today }) => after.due_on === null || after.due_on > today,
});

export const allAnswered = rule(fields, 'all-answered', {
  zh: '还有承办单位没有签收、答复或审核',
  en: 'Not every unit has signed for it and answered yet',
  holds: (context) => {
    const found = open.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});
