import type { ReformBoard, ReportCounts, ReportTally, TaskTally } from '#web/api/reform.ts';

/** Everything that is said of one unit, system or year. */
export interface Line {
  /** Null for tasks that stand for good, which have no year. */
  readonly key: string | null;
  readonly reports: ReportCounts;
  readonly tasks: { readonly total: number; readonly unknown: number; readonly running: number; readonly done: number };
}

const noReports: ReportCounts = { owed: 0, returned: 0, submitted: 0, accepted: 0, waived: 0, late: 0 };

/** What was to be reported: a waived report is owed no longer. */
export function owedInAll({ owed, returned, submitted, accepted }: ReportCounts): number {
  return owed + returned + submitted + accepted;
}

function sumOf(tasks: readonly TaskTally[], states: readonly string[]): number {
  return tasks.filter((each) => states.includes(each.state)).reduce((sum, each) => sum + each.n, 0);
}

function tasksOf(tasks: readonly TaskTally[]): Line['tasks'] {
  return {
    total: tasks.reduce((sum, each) => sum + each.n, 0),
    unknown: sumOf(tasks, ['unknown']),
    running: sumOf(tasks, ['open', 'standing']),
    done: sumOf(tasks, ['done']),
  };
}

/** Whoever is late comes first, then whoever owes most; lines of nothing but tasks stand in the order of their keys. */
function byLateness(a: Line, b: Line): number {
  return b.reports.late - a.reports.late || owedInAll(b.reports) - owedInAll(a.reports);
}

/** The board's lines by unit, system or year; those known from tasks alone as well as those known from reports alone. */
export function linesOf(board: ReformBoard, by: Exclude<ReportTally['by'], 'all'>): readonly Line[] {
  const reports = new Map(board.reports.flatMap((each) => (each.by === by ? [[each.key, each] as const] : [])));
  const keyOf = (task: TaskTally) => (by === 'system' ? task.system : task.year === null ? null : String(task.year));
  const tasks = by === 'unit' ? [] : board.tasks;
  const keys = [...new Set([...reports.keys(), ...tasks.map(keyOf)])];
  const lines = keys.map(
    (key): Line => ({
      key,
      reports: reports.get(key) ?? noReports,
      tasks: tasksOf(tasks.filter((task) => keyOf(task) === key)),
    }),
  );
  return by === 'year' ? lines.sort((a, b) => (a.key ?? '9').localeCompare(b.key ?? '9')) : lines.sort(byLateness);
}

export function wholeOf(board: ReformBoard): ReportCounts | undefined {
  return board.reports.find((each) => each.by === 'all');
}

export function taskTotals(board: ReformBoard): Line['tasks'] {
  return tasksOf(board.tasks);
}
