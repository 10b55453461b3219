import type { Text } from '#kernel/text.ts';
import { lastDayOf, quarterOf, quarterReported, quarterText } from '../quarter.ts';

const month = /^(20\d\d)-(0[1-9]|1[0-2])$/;
const quarter = /^20\d\dQ[1-4]$/;

export function checkPeriod(value: string): Text | null {
  if (month.test(value) || quarter.test(value)) return null;
  return { zh: '请填写月份（如 2026-11）或季度（如 2026Q3）', en: 'Enter a month such as 2026-11, or a quarter such as 2026Q3' };
}

/** Whether a period is of the form that a kind of paper has: a month for a dispatch, a quarter for a bulletin. */
export function fitsKind(period: string, kind: 'dispatch' | 'bulletin'): boolean {
  return kind === 'dispatch' ? month.test(period) : quarter.test(period);
}

/** The quarter whose reports a period is about: in a month those of the quarter before are handed in. */
export function quarterIn(period: string): string {
  return quarter.test(period) ? period : quarterReported(`${period}-01`);
}

/** Whether a period has begun to have facts: a month once it is here, a quarter once it is over. */
export function hasBegun(period: string, today: string): boolean {
  return quarter.test(period) ? period < quarterOf(today) && lastDayOf(period) < today : period <= today.slice(0, 7);
}

export function periodText(period: string): string {
  if (quarter.test(period)) return quarterText(period).zh.replaceAll(' ', '');
  return `${Number(period.slice(0, 4))}年${Number(period.slice(5))}月`;
}

/** The month before the one that `day` lies in, as `2026-11`. */
export function monthBefore(day: string): string {
  const year = Number(day.slice(0, 4));
  const number = Number(day.slice(5, 7));
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}
