import type { Text } from '#kernel/text.ts';
import { addDays } from '#standards/day.ts';

/** A quarter as `2026Q3`: it sorts by time. */
export type Quarter = string;

const pattern = /^(\d{4})Q([1-4])$/;

export function checkQuarter(value: string): Text | null {
  return pattern.test(value) ? null : { zh: '请填写季度，如 2026Q3', en: 'Enter a quarter such as 2026Q3' };
}

/** The quarter that a day (`YYYY-MM-DD`) lies in. */
export function quarterOf(day: string): Quarter {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The last day of a quarter. Throws a RangeError on what is no quarter. */
export function lastDayOf(quarter: Quarter): string {
  const [, year, number] = pattern.exec(quarter) ?? [];
  if (year === undefined) throw new RangeError(`not a quarter: ${quarter}`);
  const month = Number(number) * 3 + 1;
  return addDays(month > 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(month).padStart(2, '0')}-01`, -1);
}

/** The quarter that is over on `today` and is being reported on: 每季度初报送, so always the one before. */
export function quarterReported(today: string): Quarter {
  const [, year = '', number = ''] = pattern.exec(quarterOf(today)) ?? [];
  return number === '1' ? `${Number(year) - 1}Q4` : `${year}Q${Number(number) - 1}`;
}

export function quarterText(quarter: Quarter): Text {
  const [, year = '', number = ''] = pattern.exec(quarter) ?? [];
  return { zh: `${year} 年第 ${number} 季度`, en: `Q${number} ${year}` };
}
