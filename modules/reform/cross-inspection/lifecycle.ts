import { needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import { lifecycle } from '#kernel/lifecycle/table.ts';
import { reformProgramme } from '../programme/record.ts';
import { isUnder } from '../recipients.ts';
import { placeOf, speakers } from '../units.ts';
import { fields } from './fields.ts';

const programme = needOne('programme', reformProgramme, ['office'], ({ input }) => input.programme);

const programmeIsOwn = rule(fields, 'programme-is-own', {
  zh: '方案须由本办公室牵头，且在实施中',
  en: 'The programme must be your own, and running',
  field: 'programme',
  holds: (context) => {
    const found = programme.of(context);
    return found === undefined ? 'unknown' : found?.state === 'running' && found.office === context.actor.org;
  },
});

const notItself = rule(fields, 'never-itself', {
  zh: '检查单位和被检查单位不能是同一单位',
  en: 'Nobody inspects himself',
  field: 'inspected',
  holds: ({ input }) => input.inspector !== input.inspected,
});

const bothUnderOffice = rule(fields, 'both-under-office', {
  zh: '检查单位和被检查单位须在本办公室辖区内，且不是本办公室',
  en: 'Both must lie inside your area, and neither may be your own office',
  field: 'inspector',
  holds: ({ input, actor, register }) =>
    [input.inspector, input.inspected].every((each) => each !== actor.org && isUnder(each, actor.org, register)),
});

const untilIsAhead = rule(fields, 'until-is-ahead', {
  zh: '完成期限须晚于今天',
  en: 'It must be due after today',
  field: 'until_on',
  holds: ({ input, today }) => (input.until_on ?? '') > today,
});

const visitedAlready = rule(fields, 'visited-already', {
  zh: '检查日期不能晚于今天',
  en: 'It cannot have been inspected after today',
  field: 'visited_on',
  holds: ({ input, today }) => (input.visited_on ?? '') <= today,
});

const findingsAreTold = rule(fields, 'findings-are-told', {
  zh: '每行须写明问题',
  en: 'Each line must say what was found',
  field: 'findings',
  holds: ({ input }) => (input.findings ?? []).every((each) => (each.finding ?? '').trim() !== ''),
});

const actorIsInspector = rule(fields, 'actor-is-inspector', {
  zh: '由检查单位办理',
  en: 'This is for whoever inspects',
  holds: ({ row, actor }) => actor.org === row.inspector,
});

const actorIsOffice = rule(fields, 'actor-is-office', {
  zh: '由部署检查的办公室办理',
  en: 'This is for the office that ordered it',
  holds: ({ row, actor }) => actor.org === row.office,
});

export const crossInspectionLifecycle = lifecycle(fields, {
  states: {
    assigned: {
      label: { zh: '待检查', en: 'To be inspected' },
      tone: 'warning',
      owes: ({ after }) => after.inspector ?? '',
      within: ({ after }) => ({ until: after.until_on ?? '' }),
    },
    // Its own deadline runs on the answer that the place inspected owes.
    answering: { label: { zh: '整改答复中', en: 'Being answered' }, tone: 'processing' },
    closed: { label: { zh: '已办结', en: 'Closed' }, tone: 'success' },
    cancelled: { label: { zh: '已取消', en: 'Called off' }, tone: 'default' },
  },
  actions: {
    assign: {
      label: { zh: '部署检查', en: 'Order an inspection' },
      from: null,
      to: 'assigned',
      by: ['commission'],
      fills: ['title', 'programme', 'inspector', 'inspected', 'focus', 'until_on'],
      needs: [programme.need],
      rules: [programmeIsOwn, notItself, bothUnderOffice, untilIsAhead],
      set: ({ actor }) => ({ office: actor.org }),
      scope: ({ input, register }) => placeOf(input.inspector, register),
    },
    report: {
      label: { zh: '报告检查结果', en: 'Report what was found' },
      from: ['assigned'],
      to: ({ after }) => ((after.findings ?? []).length > 0 ? 'answering' : 'closed'),
      by: speakers,
      fills: ['visited_on', 'conclusion'],
      offers: ['findings', 'evidence'],
      rules: [actorIsInspector, visitedAlready, findingsAreTold],
      set: ({ actor }) => ({ reported_by: actor.person }),
      then: ({ after, id }) => {
        const { title, programme, inspector, inspected, office, findings } = after;
        if ((findings ?? []).length === 0) return [];
        return [
          {
            type: 'inspection-answer',
            id: null,
            action: 'ask',
            input: { title, programme, inspection: id, inspector, inspected, office, findings },
          },
        ];
      },
    },
    cancel: {
      label: { zh: '取消', en: 'Call off' },
      from: ['assigned'],
      to: 'cancelled',
      by: ['commission'],
      fills: ['cancel_reason'],
      rules: [actorIsOffice],
    },
    close: { label: { zh: '办结', en: 'Closed' }, from: ['answering'], to: 'closed', by: [], consequence: true },
  },
});
