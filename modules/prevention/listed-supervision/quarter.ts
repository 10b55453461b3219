import { addDays } from '#standards/day.ts';

/** The last day of the quarter that `day` lies in. */
function quarterEnd(day: string): string {
  const year = Number(day.slice(0, 4));
  const after = Math.ceil(Number(day.slice(5, 7)) / 3) * 3 + 1;
  return addDays(after > 12 ? `${year + 1}-01-01` : `${year}-${String(after).padStart(2, '0')}-01`, -1);
}

/** When the first report is owed: at the end of the quarter, of the next one where this one is all but over. */
export function firstQuarterEnd(today: string, least_natural_days: number): string {
  return quarterEnd(addDays(today, least_natural_days));
}

export function nextQuarterEnd(due_on: string): string {
  return quarterEnd(addDays(due_on, 1));
}
