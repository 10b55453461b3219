import type { Duty } from '#web/api/types.ts';
import { dayOf } from '../../shared/format.ts';

export const groupNames = ['overdue', 'today', 'week', 'later'] as const;
export type GroupName = (typeof groupNames)[number];

/** Monday to Sunday, as weeks are counted in China. */
function endOfWeek(today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  const weekday = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() + (6 - weekday) * 86_400_000).toISOString().slice(0, 10);
}

/** 逾期 / 今天 / 本周 / 以后, each by date, the longest overdue first. What fell due earlier today is overdue. */
export function groupDuties(duties: readonly Duty[], now: Date): Readonly<Record<GroupName, readonly Duty[]>> {
  const today = dayOf(now);
  const sunday = endOfWeek(today);
  const groups: Record<GroupName, Duty[]> = { overdue: [], today: [], week: [], later: [] };
  for (const duty of [...duties].sort((a, b) => a.due_at.localeCompare(b.due_at))) {
    const day = dayOf(duty.due_at);
    if (Date.parse(duty.due_at) < now.getTime()) groups.overdue.push(duty);
    else if (day === today) groups.today.push(duty);
    else if (day <= sunday) groups.week.push(duty);
    else groups.later.push(duty);
  }
  return groups;
}
