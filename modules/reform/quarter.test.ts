import { describe, expect, it } from 'vitest';
import { checkQuarter, lastDayOf, quarterOf, quarterReported, quarterText } from './quarter.ts';

describe('quarters', () => {
  it('refuse what is none', () => {
    for (const wrong of ['2026Q5', '2026-Q1', '26Q1', '']) expect(checkQuarter(wrong), wrong).not.toBeNull();
    expect(() => lastDayOf('2026Q0')).toThrow(RangeError);
    expect(checkQuarter('2026Q4')).toBeNull();
  });

  it('end with their last day, over the turn of the year and in a leap year', () => {
    expect(['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map(lastDayOf)).toEqual(['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31']);
    expect(quarterOf('2028-02-29')).toBe('2028Q1');
  });

  it('are reported on when they are over', () => {
    expect(quarterReported('2026-01-01')).toBe('2025Q4');
    expect(quarterReported('2026-03-31')).toBe('2025Q4');
    expect(quarterReported('2026-04-01')).toBe('2026Q1');
    expect(quarterText('2026Q1')).toEqual({ zh: '2026 年第 1 季度', en: 'Q1 2026' });
  });
});
