import { rule } from '#kernel/lifecycle/rule.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { fields } from './fields.ts';
import { danger, others, owner } from './needs.ts';

const ranks = { county: 1, city: 2, province: 3 } as const;

export const dangerIsMajor = rule(fields, 'danger-is-major', {
  zh: '只有重大事故隐患可以挂牌督办',
  en: 'Only a major hidden danger is put under listed supervision',
  source: '安全生产法 第四十一条',
  field: 'danger',
  holds: (context) => {
    const found = danger.of(context);
    return found === undefined ? 'unknown' : found?.level === 'major';
  },
});

export const dangerIsOpen = rule(fields, 'danger-is-open', {
  zh: '隐患须正在制定方案或整改中；已报告整改完成的，直接复查',
  en: 'The danger must be awaiting its plan or being put right; one that is reported put right is simply verified',
  holds: (context) => {
    const found = danger.of(context);
    // Before the danger is named there is nothing to say about it.
    if (found === undefined || (context.row.danger === null && (context.input.danger ?? null) === null)) return 'unknown';
    return found?.state === 'planning' || found?.state === 'rectifying';
  },
});

export const listedOnce = rule(fields, 'listed-once', {
  zh: '该隐患已提请或正在挂牌督办',
  en: 'This danger is proposed or listed already',
  field: 'danger',
  holds: (context) => {
    const found = others.of(context);
    return found === undefined ? 'unknown' : found.length === 0;
  },
});

export const limitIsAhead = rule(fields, 'limit-is-ahead', {
  zh: '治理期限须晚于今天',
  en: 'It must be put right by a day after today',
  field: 'limit_on',
  holds: ({ after, today }) => (after.limit_on ?? '') > today,
});

export const limitIsWithinYear = rule(fields, 'limit-is-within-longest', {
  zh: '治理期限超过挂牌督办规定的最长时间',
  en: 'That is longer than a listing may last',
  field: 'limit_on',
  holds: ({ after, row, moment, figures }) => {
    const from_ms = row.listed_on === null ? moment.getTime() : Date.parse(row.listed_on);
    return Date.parse(after.limit_on ?? '') <= from_ms + figures.number('listed-supervision.longest-natural-days') * 86_400_000;
  },
});

const bodies = {
  zh: '由相应层级的安委会办公室办理：县级归县（市、区），市级归市（州），省级归省安委会办公室',
  en: 'This is for the safety commission office of that level: county, city or province',
};

export const bodyIsRight = rule(fields, 'body-is-right', {
  ...bodies,
  holds: ({ row, actor }) => row.level !== null && actor.org === deskAt(row.region, row.level, 'commission'),
});

export const upperBodyIsRight = rule(fields, 'upper-body-is-right', {
  ...bodies,
  field: 'level',
  holds: ({ row, input, actor }) => typeof input.level === 'string' && actor.org === deskAt(row.region, input.level, 'commission'),
});

export const levelIsHigher = rule(fields, 'level-is-higher', {
  zh: '提级须高于现在的督办级别',
  en: 'It can only be raised to a level above the present one',
  field: 'level',
  holds: ({ row, input }) => row.level !== null && typeof input.level === 'string' && ranks[input.level] > ranks[row.level],
});

export const actorIsProposer = rule(fields, 'actor-is-proposer', {
  zh: '由提请单位办理',
  en: 'This is for whoever proposed it',
  holds: ({ row, actor }) => actor.org === row.proposer,
});

export const listerIsAnother = rule(fields, 'lister-is-another', {
  zh: '签发人不能是提请人',
  en: 'Whoever proposed it cannot list it',
  holds: ({ row, actor }) => actor.person !== row.proposed_by,
});

export const withheldHasReason = rule(fields, 'withheld-has-reason', {
  zh: '不向社会公布的，须写明理由',
  en: 'If it is not published, say why',
  field: 'withhold_reason',
  holds: ({ input }) => input.published === true || (input.withhold_reason ?? null) !== null,
});

export const isIssuer = rule(fields, 'is-issuer', {
  zh: '由挂牌机关办理',
  en: 'Only the body that listed it may do this',
  holds: ({ row, actor }) => actor.org === row.issuer,
});

export const receivedFirst = rule(fields, 'received-first', {
  zh: '须先签收督办通知书',
  en: 'Sign for the notice first',
  holds: ({ row }) => row.received_on !== null,
});

export const receivedOnce = rule(fields, 'received-once', {
  zh: '督办通知书已签收',
  en: 'The notice was signed for already',
  holds: ({ row }) => row.received_on === null,
});

export const dangerIsPutRight = rule(fields, 'danger-is-put-right', {
  zh: '须先在该隐患上报告整改完成',
  en: 'Report the danger itself put right first',
  holds: (context) => {
    const found = danger.of(context);
    return found === undefined ? 'unknown' : found?.state === 'verifying';
  },
});

export const appraisedAlready = rule(fields, 'appraised-already', {
  zh: '评估日期不能晚于今天',
  en: 'It cannot have been appraised later than today',
  field: 'appraised_on',
  holds: ({ input, today }) => (input.appraised_on ?? '') <= today,
});

const independence = '安全生产法 第七十二条；吉发〔2017〕26号 第二十七条';

export const appraiserIsNotRectifier = rule(fields, 'appraiser-is-not-rectifier', {
  zh: '评估机构就是承担治理的单位：不能评估自己的工作，请委托与治理无关的机构',
  en: 'The appraiser is whoever put it right: nobody appraises his own work; engage one that had no part in it',
  source: independence,
  field: 'appraiser_code',
  holds: ({ input, row }) => input.appraiser_code !== row.rectifier_code,
});

export const appraiserIsNoAffiliate = rule(fields, 'appraiser-is-no-affiliate', {
  zh: '评估机构是治理单位的关联单位（已在验收申请中申报）：存在利益冲突，请委托无关联的机构',
  en: 'The appraiser is an affiliate of whoever put it right, as declared with the application: a conflict of interest',
  source: independence,
  field: 'appraiser_code',
  holds: ({ input, row }) => !(row.affiliates ?? []).some((each) => each.code === input.appraiser_code),
});

export const appraiserIsNotOwner = rule(fields, 'appraiser-is-not-owner', {
  zh: '评估机构不能是被督办企业自身：第三方评估须由企业以外的机构承担',
  en: 'The enterprise cannot appraise itself: a third party must',
  source: independence,
  field: 'appraiser_code',
  holds: (context) => {
    const found = owner.of(context);
    return found === undefined ? 'unknown' : found?.credit_code !== context.input.appraiser_code;
  },
});

export const checkerIsNoDoer = rule(fields, 'checker-is-no-doer', {
  zh: '核查、摘牌的人不能是整改人',
  en: 'Whoever put it right cannot check it or take it off the list',
  source: '吉发〔2017〕26号 第十六条',
  holds: (context) => {
    const found = danger.of(context);
    return found === undefined ? 'unknown' : found?.rectified_by !== context.actor.person;
  },
});

export const secondIsAnother = rule(fields, 'second-is-another', {
  zh: '现场核查不少于两人：须由挂牌机关的另一人共同核查',
  en: 'At least two persons check on site: another one of the listing body must confirm',
  source: '行政处罚法 第四十二条（参照）',
  holds: ({ row, actor }) => row.checked_by !== actor.person,
});

export const notPublished = rule(fields, 'not-published', {
  zh: '已经公布',
  en: 'It is published already',
  holds: ({ row }) => row.published !== true,
});

export const isPublished = rule(fields, 'is-published', {
  zh: '没有公布',
  en: 'It is not published',
  holds: ({ row }) => row.published === true,
});
