import { describe, expect, it } from 'vitest';
import { checkPeriod, fitsKind, hasBegun, monthBefore, periodText, quarterIn } from './period.ts';

describe('periods', () => {
  it('refuse what is none', () => {
    for (const wrong of ['2026-13', '2026-1', '2026Q5', '2026']) expect(checkPeriod(wrong), wrong).not.toBeNull();
    expect(fitsKind('2026Q3', 'dispatch')).toBe(false);
    expect(fitsKind('2026-10', 'bulletin')).toBe(false);
    expect(hasBegun('2026-12', '2026-11-30')).toBe(false);
    expect(hasBegun('2026Q4', '2026-12-31')).toBe(false);
  });

  it('know the quarter that is reported on in them', () => {
    expect(quarterIn('2026-10')).toBe('2026Q3');
    expect(quarterIn('2026-01')).toBe('2025Q4');
    expect(quarterIn('2026Q3')).toBe('2026Q3');
    expect(hasBegun('2026Q3', '2026-10-01')).toBe(true);
    expect(hasBegun('2025Q4', '2026-03-04')).toBe(true);
    expect(periodText('2026-03')).toBe('2026年3月');
    expect(periodText('2026Q3')).toBe('2026年第3季度');
    expect([monthBefore('2026-01-01'), monthBefore('2026-12-31')]).toEqual(['2025-12', '2026-11']);
  });
});
