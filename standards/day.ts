/** A calendar day 'YYYY-MM-DD' (proleptic Gregorian, years 0001 … 9999). Days compare as text. */
export type Day = string;

const pattern = /^\d{4}-\d{2}-\d{2}$/;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month (1 … 12) of a year. */
function monthLength(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? 0);
}

/** Whether `text` is a day that exists: '2026-02-29' does not. */
export function isDay(text: string): boolean {
  if (!pattern.test(text)) return false;
  const day = Number(text.slice(8));
  return text >= '0001' && day >= 1 && day <= monthLength(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

// Howard Hinnant's day-number arithmetic: years begin in March, so that the leap day ends one, in eras of 400 years of
// 146,097 days; 719,468 days lie between 0000-03-01 and 1970-01-01. A Date and its text cost ten times as much, and a
// deadline converts dozens of days.

/** Days since 1970-01-01; throws a RangeError when `day` is none. */
export function dayNumber(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8)) - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The day of a day number; throws a RangeError outside the years 0001 … 9999. */
export function dayOfNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!Number.isInteger(number) || year < 1 || year > 9999) throw new RangeError(`day number out of range: ${number}`);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
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
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  if (!Number.isInteger(index) || year < 1 || year > 9999) throw new RangeError(`month out of range: ${months} from ${day}`);
  const last = Math.min(Number(day.slice(8)), monthLength(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(last).padStart(2, '0')}`;
}
