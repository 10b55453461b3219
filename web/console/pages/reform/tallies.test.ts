import { describe, expect, it } from 'vitest';
import type { ReformBoard } from '#web/api/reform.ts';
import { linesOf, owedInAll, taskTotals } from './tallies.ts';

const none = { owed: 0, returned: 0, submitted: 0, accepted: 0, waived: 0, late: 0 };
const board: ReformBoard = {
  programme: 'p',
  quarter: '2026Q3',
  programmes: [],
  reports: [
    { by: 'unit', key: 'a', ...none, accepted: 3, waived: 1 },
    { by: 'unit', key: 'b', ...none, owed: 1, late: 1 },
    { by: 'year', key: null, ...none, owed: 1, accepted: 3, late: 1 },
  ],
  late: [],
  late_more: false,
  tasks: [
    { state: 'unknown', system: 'assessment', year: 2018, n: 2 },
    { state: 'standing', system: 'prevention', year: null, n: 4 },
    { state: 'done', system: 'prevention', year: 2017, n: 1 },
  ],
  papers: [],
  labels: {},
};

describe('the lines of the board', () => {
  it('are empty where there is nothing', () => {
    const empty = { ...board, reports: [], tasks: [] };
    expect(linesOf(empty, 'unit')).toEqual([]);
    expect(taskTotals(empty)).toEqual({ total: 0, unknown: 0, running: 0, done: 0 });
  });

  it('begin with whoever is late; what was waived is owed no longer', () => {
    expect(linesOf(board, 'unit').map((line) => [line.key, owedInAll(line.reports), line.reports.late])).toEqual([
      ['b', 1, 1],
      ['a', 3, 0],
    ]);
  });

  it('by year run on with time, and what stands for good comes last', () => {
    const lines = linesOf(board, 'year');
    expect(lines.map((line) => [line.key, line.tasks.total, owedInAll(line.reports)])).toEqual([
      ['2017', 1, 0],
      ['2018', 2, 0],
      [null, 4, 4],
    ]);
  });

  it('by system count the tasks by what is known of them', () => {
    expect(linesOf(board, 'system').map((line) => [line.key, line.tasks])).toEqual([
      ['assessment', { total: 2, unknown: 2, running: 0, done: 0 }],
      ['prevention', { total: 5, unknown: 0, running: 4, done: 1 }],
    ]);
  });
});
