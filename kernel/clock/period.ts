import type { Because, Text } from '#kernel/text.ts';
import type { Calendar } from '#standards/calendar.ts';
import { addDays, addMonths, type Day, dayNumber, dayOfNumber, daysBetween } from '#standards/day.ts';
import { clockText, dayOf, endOfDay } from './zone.ts';

export type PeriodUnit = 'hour' | 'natural-day' | 'working-day' | 'month' | 'year';

/** A length of time as a rule states it. It is plain JSON, so that a deadline's row can keep it. */
export interface Period {
  /** A whole number, 0 or more. */
  readonly n: number;
  readonly unit: PeriodUnit;
  /** A period in natural days, months or years that ends on a day not worked runs on to the next working day. Default false. */
  readonly prolong?: boolean;
}

/** A time that does not count: both ends known. A pause still open has no deadline yet, so its row is 'paused' instead. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
  readonly reason?: Text;
}

export interface Ended {
  readonly at: Date;
  readonly because: readonly Because[];
}

const names: Record<PeriodUnit, Text> = {
  hour: { zh: '小时', en: 'hours' },
  'natural-day': { zh: '日', en: 'natural days' },
  'working-day': { zh: '个工作日', en: 'working days' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
};

/** Ten years of days: no rule of the field states more, and a walk over it stays short. */
const longest: Record<PeriodUnit, number> = { hour: 87_600, 'natural-day': 3_660, 'working-day': 3_660, month: 120, year: 10 };

export function periodText(period: Period): Text {
  const name = names[period.unit];
  const en = period.n === 1 ? name.en.slice(0, -1) : name.en;
  return { zh: `${period.n} ${name.zh}`, en: `${period.n} ${en}` };
}

function check(period: Period): void {
  if (!Number.isInteger(period.n) || period.n < 0 || period.n > longest[period.unit]) {
    throw new RangeError(`no period of ${period.n} ${period.unit}: 0 to ${longest[period.unit]}`);
  }
}

/** Pauses in order, those that touch joined; throws a RangeError when one ends before it begins. */
export function joinPauses(pauses: readonly Pause[]): readonly Pause[] {
  const joined: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (!(pause.to >= pause.from)) throw new RangeError(`a pause ends before it begins: ${pause.from.toISOString()}`);
    const last = joined.at(-1);
    if (last === undefined || pause.from > last.to) joined.push(pause);
    else if (pause.to > last.to) joined[joined.length - 1] = { ...last, to: pause.to };
  }
  return joined;
}

function pauseReason(pause: Pause, amount: Text): Because {
  const [from, to] = [clockText(pause.from), clockText(pause.to)];
  const why = pause.reason ?? { zh: '中止', en: 'paused' };
  return {
    rule: 'pause',
    text: { zh: `${from} 至 ${to} ${why.zh}，不计 ${amount.zh}`, en: `${from} to ${to} ${why.en}: ${amount.en} not counted` },
  };
}

function addHours(base: Date, period: Period, pauses: readonly Pause[]): Ended {
  let at = base.getTime() + period.n * 3_600_000;
  const because: Because[] = [];
  for (const pause of pauses) {
    const lost = pause.to.getTime() - Math.max(pause.from.getTime(), base.getTime());
    if (lost <= 0 || pause.from.getTime() >= at) continue;
    at += lost;
    const minutes = Math.round(lost / 60_000);
    because.push(pauseReason(pause, { zh: `${minutes} 分钟`, en: `${minutes} minutes` }));
  }
  return { at: new Date(at), because };
}

/** The day numbers of a pause: from the day it begins, to the day before it ends; begun and ended on one day it takes none. */
function pausedDays(pause: Pause): { readonly first: number; readonly past: number } {
  return { first: dayNumber(dayOf(pause.from)), past: dayNumber(dayOf(pause.to)) };
}

function walkNaturalDays(from: Day, days: number, excluded: (number: number) => boolean): Day {
  let number = dayNumber(from);
  for (let left = days; left > 0; ) {
    number += 1;
    if (!excluded(number)) left -= 1;
  }
  return dayOfNumber(number);
}

function explainPauses(from: Day, to: Day, pauses: readonly Pause[]): Because[] {
  return pauses.flatMap((pause) => {
    const { first, past } = pausedDays(pause);
    const days = Math.min(past - 1, dayNumber(to)) - Math.max(first, dayNumber(from) + 1) + 1;
    return days > 0 ? [pauseReason(pause, { zh: `${days} 天`, en: `${days} ${days === 1 ? 'day' : 'days'}` })] : [];
  });
}

function naturalLength(from: Day, period: Period): number {
  if (period.unit === 'natural-day') return period.n;
  return daysBetween(from, addMonths(from, period.unit === 'month' ? period.n : period.n * 12));
}

function addDayPeriod(base: Date, period: Period, calendar: Calendar, pauses: readonly Pause[]): Ended {
  const from = dayOf(base);
  const excluded = (number: number) => pauses.some((pause) => number >= pausedDays(pause).first && number < pausedDays(pause).past);
  if (period.unit === 'working-day') {
    const walk = calendar.walkWorkingDays(from, period.n, pauses.length > 0 ? excluded : undefined);
    return { at: endOfDay(walk.day), because: [...walk.because, ...explainPauses(from, walk.day, pauses)] };
  }
  const length = naturalLength(from, period);
  const last = pauses.length > 0 ? walkNaturalDays(from, length, excluded) : addDays(from, length);
  const because = explainPauses(from, last, pauses);
  const day = period.prolong === true ? calendar.nextWorkingDay(last) : last;
  if (day !== last) {
    const text = { zh: `期满日 ${last} 不是工作日，顺延至 ${day}`, en: `${last} is not a working day: runs on to ${day}` };
    because.push({ rule: 'prolonged', text, source: '民法典 第二百零三条' }, ...calendar.explain(dayNumber(last), dayNumber(day)));
  }
  return { at: endOfDay(day), because };
}

/**
 * The moment at which `period` from `base` ends. Hours count from the moment itself; every other unit leaves the day of the
 * event out and ends with its last day at 23:59:59.999+08:00 (民法典 第二百零一条至第二百零三条). Months and years end on the
 * corresponding day, or the month's last. `pauses` come joined and in order (`joinPauses`).
 * Throws a RangeError on a period that is no whole number, negative or longer than ten years.
 */
export function addPeriod(base: Date, period: Period, calendar: Calendar, pauses: readonly Pause[] = []): Ended {
  check(period);
  return period.unit === 'hour' ? addHours(base, period, pauses) : addDayPeriod(base, period, calendar, pauses);
}
