import { needMany, needOne } from '#kernel/lifecycle/need.ts';
import { rule } from '#kernel/lifecycle/rule.ts';
import type { Seeker } from '#kernel/lifecycle/table.ts';
import { nextNumber } from '#kernel/numbers/series.ts';
import { reformProgramme } from '../programme/record.ts';
import { taskReport } from '../report/record.ts';
import { reformTask } from '../task/record.ts';
import { fields } from './fields.ts';
import { checkPeriod, fitsKind, hasBegun, quarterIn } from './period.ts';
import { isCut } from './snapshot.ts';

const most = 2_000;

export const programme = needOne('programme', reformProgramme, ['title', 'office'], ({ input, row }) => input.programme ?? row.programme);

/** The quarter and the programme that a paper is about, before it is drafted and after. */
function aboutOf({ input, row }: Seeker): { programme: string; quarter: string } | null {
  const id = input.programme ?? row.programme;
  const period = input.period ?? row.period;
  if (typeof id !== 'string' || typeof period !== 'string' || checkPeriod(period) !== null) return null;
  return { programme: id, quarter: quarterIn(period) };
}

export const reports = needMany('reports', taskReport, [], (seeker) => {
  const about = aboutOf(seeker);
  return about === null ? null : { where: about, limit: most };
});

export const tasks = needMany('tasks', reformTask, [], (seeker) => {
  const about = aboutOf(seeker);
  return about === null ? null : { where: { programme: about.programme }, limit: most };
});

/** Numbers are taken by the first edition; a correction keeps the number of what it corrects. */
export const number = nextNumber('number', ({ actor, row, today }) =>
  row.edition === 1 ? `${actor.org}/reform-${String(row.kind)}/${today.slice(0, 4)}` : null,
);

export const ownOffice = rule(fields, 'own-office', {
  zh: '由编发单位办理',
  en: 'This is for the office that issues it',
  holds: ({ row, actor }) => actor.org === row.office,
});

export const programmeIsOwn = rule(fields, 'programme-is-own', {
  zh: '方案须由本办公室牵头',
  en: 'The programme must be your own',
  field: 'programme',
  holds: (context) => {
    const found = programme.of(context);
    if (found === undefined) return 'unknown';
    return found !== null && (context.actor.reader === 'system' || found.office === context.actor.org);
  },
});

export const periodFits = rule(fields, 'period-fits', {
  zh: '调度通报填月份，简报填季度',
  en: 'A dispatch is for a month, a bulletin for a quarter',
  field: 'period',
  holds: ({ input }) => fitsKind(input.period ?? '', input.kind ?? 'dispatch'),
});

export const periodHasBegun = rule(fields, 'period-has-begun', {
  zh: '月份不能晚于本月，季度须已终了',
  en: 'The month must be here, the quarter over',
  field: 'period',
  holds: ({ input, today }) => hasBegun(input.period ?? '', today),
});

export const factsAreWhole = rule(fields, 'facts-are-whole', {
  zh: '报告超过 2000 份，合计会不完整：请把方案分开编发',
  en: 'More than 2,000 reports: the sums would not be whole. Divide the programme',
  holds: (context) => {
    const found = reports.of(context);
    return found === undefined ? 'unknown' : !isCut(found, most);
  },
});

export const issuerIsAnother = rule(fields, 'issuer-is-another', {
  zh: '签发人不能是送审人',
  en: 'Whoever submitted it cannot issue it',
  holds: ({ row, actor }) => actor.person !== row.submitted_by,
});

export const notReleased = rule(fields, 'not-released', {
  zh: '已经批准公开',
  en: 'It is released already',
  holds: ({ row }) => row.released !== true,
});

export const isReleased = rule(fields, 'is-released', {
  zh: '没有公开',
  en: 'It is not released',
  holds: ({ row }) => row.released === true,
});
