import { expect, test } from 'vitest';
import { firstQuarterEnd, nextQuarterEnd } from './quarter.ts';

test('the first report is owed at the end of a quarter, never within the days that it takes', () => {
  expect(firstQuarterEnd('2026-01-05', 30)).toBe('2026-03-31');
  expect(firstQuarterEnd('2026-03-01', 30)).toBe('2026-03-31');
  expect(firstQuarterEnd('2026-03-02', 30)).toBe('2026-06-30');
  expect(firstQuarterEnd('2026-12-15', 30)).toBe('2027-03-31');
});

test('the next one a quarter later, over the end of the year and of a leap February', () => {
  expect(nextQuarterEnd('2026-03-31')).toBe('2026-06-30');
  expect(nextQuarterEnd('2026-12-31')).toBe('2027-03-31');
  expect(nextQuarterEnd('2027-12-31')).toBe('2028-03-31');
});
