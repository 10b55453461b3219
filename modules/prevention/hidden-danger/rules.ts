import { rule } from '#kernel/lifecycle/rule.ts';
import { criterionInForce } from './criteria.ts';
import { fields } from './fields.ts';
import { survivor } from './needs.ts';

export const foundAlready = rule(fields, 'found-already', {
  zh: '发现日期不能晚于今天',
  en: 'It cannot have been found later than today',
  field: 'found_on',
  holds: ({ input, today }) => (input.found_on ?? '') <= today,
});

export const criterionIsInForce = rule(fields, 'criterion-in-force', {
  zh: '所选判定标准在今天没有生效',
  en: 'The criterion chosen is not in force today',
  field: 'criterion',
  holds: ({ input, today }) => input.criterion === null || input.criterion === undefined || criterionInForce(input.criterion, today),
});

export const levelHasGround = rule(fields, 'level-has-ground', {
  zh: '定为重大须指明符合的判定标准条款，或写明理由；符合条款而定为一般的，须写明理由',
  en: 'A major danger needs the criterion met or a reason; where a criterion is met and the level is general, give the reason',
  source: '安全生产法 第一百一十八条',
  field: 'level_reason',
  holds: ({ input }) => {
    const reasoned = (input.level_reason ?? null) !== null;
    const matched = (input.criterion ?? null) !== null;
    return reasoned || (input.level === 'major') === matched;
  },
});

export const untilIsAhead = rule(fields, 'until-is-ahead', {
  zh: '整改期限须晚于今天',
  en: 'It must be put right by a day after today',
  field: 'rectify_until',
  holds: ({ input, today }) => (input.rectify_until ?? null) === null || (input.rectify_until ?? '') > today,
});

export const untilIsWithinLimit = rule(fields, 'until-is-within-limit', {
  zh: '整改期限超过规定的最长时间',
  en: 'That is longer than the longest time allowed',
  field: 'rectify_until',
  holds: ({ input, moment, figures }) => {
    const until = input.rectify_until ?? null;
    const longest_ms = figures.number('hidden-danger.rectify-natural-days-major') * 86_400_000;
    return until === null || Date.parse(until) <= moment.getTime() + longest_ms;
  },
});

export const majorIsReported = rule(fields, 'major-is-reported', {
  zh: '重大隐患须先完成双报告：监管部门签收，并向职代会报告留存纪要',
  en: "A major danger must first be reported twice: received by the regulator, and to the workers' congress with minutes",
  source: '安全生产法 第四十一条',
  holds: ({ row }) => row.level !== 'major' || (row.received_on !== null && row.congress_on !== null),
});

export const majorIsShown = rule(fields, 'major-is-shown', {
  zh: '重大隐患须附整改后照片',
  en: 'A major danger needs photos of what was put right',
  field: 'photos_after',
  holds: ({ row, input }) => row.level !== 'major' || (input.photos_after ?? []).length > 0,
});

export const verifierIsAnother = rule(fields, 'verifier-is-another', {
  zh: '复查人不能是整改人',
  en: 'Whoever put it right cannot verify it',
  source: '吉发〔2017〕26号 第十六条',
  holds: ({ row, actor }) => row.rectified_by !== actor.person,
});

export const isMajor = rule(fields, 'is-major', {
  zh: '双报告只适用于重大隐患',
  en: 'Only a major danger is reported twice',
  holds: ({ row }) => row.level === 'major',
});

export const congressIsPast = rule(fields, 'congress-is-past', {
  zh: '报告日期不能晚于今天',
  en: 'The day of the report cannot be later than today',
  field: 'congress_on',
  holds: ({ input, today }) => (input.congress_on ?? '') <= today,
});

export const receiverIsKnown = rule(fields, 'receiver-is-known', {
  zh: '请选择另一个在用的单位',
  en: 'Choose another organisation that exists today',
  field: 'handover_to',
  holds: ({ input, row, register }) => input.handover_to !== row.regulator && register.organisation(input.handover_to ?? '') !== undefined,
});

export const actorIsReceiver = rule(fields, 'actor-is-receiver', {
  zh: '由接收单位办理',
  en: 'Only the organisation that it was handed to may do this',
  holds: ({ row, actor }) => row.handover_to === actor.org,
});

export const survivorMatches = rule(fields, 'survivor-matches', {
  zh: '只能并入同一企业的另一条未销号隐患',
  en: 'It can only be merged into another open danger of the same enterprise',
  field: 'merged_into',
  holds: (context) => {
    const other = survivor.of(context);
    if (other === undefined) return 'unknown';
    const open = ['reported', 'planning', 'rectifying', 'verifying'];
    return other !== null && other.id !== context.id && other.enterprise === context.row.enterprise && open.includes(other.state);
  },
});

export const notListed = rule(fields, 'not-listed', {
  zh: '正在挂牌督办：须由挂牌机关现场核查、摘牌后一并销号，不能移交、合并或单独复查',
  en: 'It is under listed supervision: only the body that listed it checks on site, takes it off the list and thereby closes it',
  source: '吉发〔2017〕26号 第十六条',
  holds: ({ row }) => row.listed !== true,
});
