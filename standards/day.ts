/** A calendar day 'YYYY-MM-DD' (proleptic Gregorian, years 0001 … 9999). Days compare as text. */
export type Day = string;

const pattern = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

/** Whether `text` is a day that exists: '2026-02-29' does not. */
export function isDay(text: string): boolean {
  if (!pattern.test(text) || text < '0001') return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  // V8 rolls 'YYYY-02-30' over to March instead of refusing it.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Days since 1970-01-01; throws a RangeError when `day` is none. */
export function dayNumber(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** The day of a day number; throws a RangeError outside the years 0001 … 9999. */
export function dayOfNumber(number: number): Day {
  const text = new Date(number * dayMs).toISOString();
  if (text.length !== 24 || text < '0001') throw new RangeError(`day number out of range: ${number}`);
  return text.slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`: 1 from a day to the next, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 Sunday … 6 Saturday. */
export function weekday(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** The corresponding day `months` later, or the last day of that month where it has none (民法典 第二百零二条). */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(dayNumber(day) * dayMs);
  const monthIndex = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12;
  const first = `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`;
  const length = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month + 1, 0)).getUTCDate();
  return addDays(first, Math.min(from.getUTCDate(), length) - 1);
}
