import { needMany } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { nextNumber } from '#kernel/numbers/series.ts';
import { codesOf, reachable } from '../recipients.ts';
import { fields } from './fields.ts';

export const number = nextNumber('number', ({ actor, row, today }) => `${actor.org}/${String(row.kind)}/${today.slice(0, 4)}`);

/** Deliveries that are not closed yet; their own definition stands above this one. */
export const open = needMany('open-deliveries', { name: 'official-delivery', fields: {} }, ['state'], ({ id }) => ({
  where: { notice: id, state: ['sent', 'signed', 'answered'] },
  limit: 61,
}));

export const ownOffice = rule(fields, 'own-office', {
  zh: '由发文单位办理',
  en: 'This is for the office that drafts it',
  holds: ({ row, actor }) => actor.org === row.issuer,
});

export const hasRecipient = rule(fields, 'has-recipient', {
  zh: '请先填写主送单位或主送企业',
  en: 'Say first to whom it goes',
  holds: ({ row }) => codesOf(row.recipients).length > 0 || row.to_enterprise !== null,
});

export const recipientsAreReachable = rule(fields, 'recipients-are-reachable', {
  zh: '主送单位须在本单位辖区内、同一行业，且不是本单位',
  en: 'It can go to organisations inside your own area and line, not to yourselves',
  field: 'recipients',
  holds: ({ input, row, actor, register }) => {
    const from = row.issuer === null ? actor : { org: row.issuer, region: row.region, line: row.line };
    return reachable(codesOf(input.recipients), from, register);
  },
});

export const dueIsSaid = rule(fields, 'due-is-said', {
  zh: '督办单须写明答复期限',
  en: 'A supervision notice needs a day by which it is answered',
  field: 'due_on',
  holds: ({ after }) => after.kind !== 'supervision-notice' || after.due_on !== null,
});

export const dueIsAhead = rule(fields, 'due-is-ahead', {
  zh: '答复期限须晚于今天',
  en: 'The answer must be due after today',
  field: 'due_on',
  holds: ({ after, today }) => after.due_on === null || after.due_on > today,
});

export const dueIsStillAhead = rule(fields, 'due-is-still-ahead', {
  zh: '答复期限已过：请退回修改',
  en: 'The day of the answer has passed: send it back to be changed',
  holds: ({ row, today }) => row.due_on === null || row.due_on > today,
});

export const issuerIsAnother = rule(fields, 'issuer-is-another', {
  zh: '签发人不能是送审人',
  en: 'Whoever submitted it cannot issue it',
  holds: ({ row, actor }) => actor.person !== row.submitted_by,
});

export const allAnswered = rule(fields, 'all-answered', {
  zh: '还有收文单位没有签收、答复或审核',
  en: 'Not everybody has signed for it and answered yet',
  holds: (context) => {
    const found = open.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});

export const hasNoSecrecy = rule(fields, 'has-no-secrecy', {
  zh: '标有密级的文件不得向社会公开',
  en: 'A paper with a grade of secrecy is never published',
  source: '政府信息公开条例 第十四条',
  holds: ({ row }) => row.secrecy === null,
});

export const notPublished = rule(fields, 'not-published', {
  zh: '已经公开',
  en: 'It is published already',
  holds: ({ row }) => row.published !== true,
});

export const isPublished = rule(fields, 'is-published', {
  zh: '没有公开',
  en: 'It is not published',
  holds: ({ row }) => row.published === true,
});

export const reviewerIsAnother = rule(fields, 'reviewer-is-another', {
  zh: '公开须经审查：审查公开的人不能是送审人',
  en: 'Publication is reviewed: whoever submitted the paper cannot publish it',
  source: '政府信息公开条例 第十七条',
  holds: ({ row, actor }) => actor.person !== row.submitted_by,
});
