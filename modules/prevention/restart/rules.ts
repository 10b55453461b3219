import { needMany } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import type { Lookup, Seeker } from '#kernel/lifecycle/table.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { hiddenDanger } from '../hidden-danger/record.ts';
import { fields } from './fields.ts';

/** Whose restart it is: the applicant's own, later the record's. */
function ofEnterprise({ actor, row }: Seeker, where: Readonly<Record<string, string | readonly string[]>>): Lookup | null {
  const subject = actor.subject ?? row.enterprise;
  return typeof subject === 'string' ? { where: { subject, ...where }, limit: 5 } : null;
}

export const openMajor = needMany('open-major', hiddenDanger, ['title', 'listed'], (seeker) =>
  ofEnterprise(seeker, { level: 'major', state: ['planning', 'rectifying', 'verifying', 'transferring'] }),
);

export const pending = needMany('pending', { name: 'production-restart', fields }, ['order_number'], (seeker) =>
  ofEnterprise(seeker, { state: ['applied', 'returned', 'department', 'mine-safety', 'government', 'announcing'] }),
);

export const noOpenMajor = rule(fields, 'no-open-major', {
  zh: '本企业还有未销号的重大事故隐患，不能恢复生产：须先整改、验收、销号（挂牌的须先摘牌）',
  en: 'A major hidden danger of the enterprise is still open: it must be put right, verified and closed (and de-listed) first',
  source: '安全生产法 第六十五条',
  holds: (context) => {
    const found = openMajor.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});

export const oneOrderOnce = rule(fields, 'one-order-once', {
  zh: '这份停产决定已有一份复产申请正在办理',
  en: 'An application for this very order is being dealt with already',
  field: 'order_number',
  holds: (context) => {
    const found = pending.of(context);
    return found === undefined ? 'unknown' : !found.some((each) => each.order_number === context.input.order_number);
  },
});

export const stoppedAlready = rule(fields, 'stopped-already', {
  zh: '停产日期不能晚于今天',
  en: 'It cannot have stopped later than today',
  field: 'stopped_on',
  holds: ({ input, today }) => (input.stopped_on ?? '') <= today,
});

export const actorIsRegulator = rule(fields, 'actor-is-regulator', {
  zh: '由监管部门办理',
  en: 'This is for the department in charge',
  holds: ({ row, actor }) => actor.org === row.regulator,
});

export const signerIsNoChecker = rule(fields, 'signer-is-no-checker', {
  zh: '签字人不能是现场验收人',
  en: 'Whoever checked on site cannot sign for the department too',
  holds: ({ row, actor }) => row.checked_by !== actor.person,
});

export const actorIsMineSafety = rule(fields, 'actor-is-mine-safety', {
  zh: '由矿山安全监察机构审核',
  en: 'This is for the mine-safety authority',
  source: '煤矿安全生产条例 第四十八条',
  holds: ({ row, actor }) => actor.org === deskAt(row.region, 'province', 'mine-safety'),
});

export const actorIsGovernment = rule(fields, 'actor-is-government', {
  zh: '由作出停产决定的同级人民政府负责人签字',
  en: 'This is for the head of the government of the level at which the stop was ordered',
  holds: ({ row, actor }) => actor.org === deskAt(row.region, row.order_level ?? 'county', 'government'),
});

export const announcedAlready = rule(fields, 'announced-already', {
  zh: '公告日期不能晚于今天',
  en: 'It cannot have been announced later than today',
  field: 'announced_on',
  holds: ({ input, today }) => (input.announced_on ?? '') <= today,
});
