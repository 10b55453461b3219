import type { Row } from '#kernel/lifecycle/table.ts';
import type { ValuesOf } from '#kernel/record/field.ts';
import type { taskReport } from '../report/record.ts';
import type { reformTask } from '../task/record.ts';
import type { fields } from './fields.ts';

type Report = Row<(typeof taskReport)['fields']>;
type Task = Row<(typeof reformTask)['fields']>;
type Paper = ValuesOf<typeof fields>;
type Snapshot = Pick<
  Paper,
  'total' | 'accepted' | 'submitted' | 'returned' | 'owed' | 'late' | 'in_month' | 'units' | 'systems' | 'years' | 'late_reports' | 'tasks'
>;

function isLate(report: Report, now: string): boolean {
  return report.desk !== null && report.due_at !== null && report.due_at < now;
}

/** A waived report is owed no longer and counts nowhere. */
function countsOf(reports: readonly Report[], now: string) {
  const inState = (state: string) => reports.filter((each) => each.state === state).length;
  return {
    total: reports.length,
    accepted: inState('accepted'),
    submitted: inState('submitted'),
    returned: inState('returned'),
    owed: inState('owed'),
    late: reports.filter((each) => isLate(each, now)).length,
  };
}

function groupsOf<T, K>(list: readonly T[], keyOf: (item: T) => K): readonly (readonly [K, readonly T[]])[] {
  const groups = new Map<K, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups];
}

function whyOf({ state, return_reason }: Report): string {
  if (state === 'submitted') return '已报送，尚未审核';
  return state === 'returned' ? `退回后未补报：${return_reason ?? ''}` : '至今未报送';
}

function lateReports(reports: readonly Report[], now: string): NonNullable<Snapshot['late_reports']> {
  return reports
    .filter((each) => isLate(each, now))
    .sort((a, b) => ((a.due_at ?? '') < (b.due_at ?? '') ? -1 : 1))
    .map((each) => ({
      unit: each.state === 'submitted' ? each.office : each.unit,
      report: each.title,
      // The end of a day in the province lies before midnight of the same day in UTC.
      due_on: (each.due_at ?? '').slice(0, 10),
      why: whyOf(each),
    }));
}

function tasksOf(tasks: readonly Task[]): NonNullable<Snapshot['tasks']> {
  return groupsOf(tasks, (task) => task.system).map(([system, own]) => ({
    system,
    all: own.length,
    running: own.filter((each) => each.state === 'open' || each.state === 'standing').length,
    done: own.filter((each) => each.state === 'done').length,
    unknown: own.filter((each) => each.state === 'unknown').length,
  }));
}

/**
 * The facts of a period as they stand at `now`: what a paper says, and keeps saying once it is issued.
 * @param month `2026-11` for what was handed in during it; null for a quarter, which has no such figure.
 */
export function snapshotOf(reports: readonly Report[], tasks: readonly Task[], now: string, month: string | null): Snapshot {
  const counted = reports.filter((each) => each.state !== 'waived');
  const units = groupsOf(counted, (each) => each.unit).map(([unit, own]) => ({ unit, ...countsOf(own, now) }));
  const systems = groupsOf(counted, (each) => each.system).map(([system, own]) => ({ system, ...countsOf(own, now) }));
  const years = groupsOf(counted, (each) => each.year).map(([year, own]) => ({ year, ...countsOf(own, now) }));
  return {
    ...countsOf(counted, now),
    in_month: month === null ? null : counted.filter((each) => each.submitted_on?.startsWith(month) === true).length,
    units: units.sort((a, b) => b.late - a.late || (a.unit ?? '').localeCompare(b.unit ?? '')),
    systems: systems.sort((a, b) => (a.system ?? '').localeCompare(b.system ?? '')),
    years: years.sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999)),
    late_reports: lateReports(counted, now),
    tasks: tasksOf(tasks).toSorted((a, b) => (a.system ?? '').localeCompare(b.system ?? '')),
  };
}

/** Whether as many rows came as were asked for: then there may be more, and a sum over them would be a wrong figure. */
export function isCut(rows: readonly unknown[], limit: number): boolean {
  return rows.length >= limit;
}
