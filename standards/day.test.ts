import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, dayNumber, dayOfNumber, daysBetween, isDay, weekday } from './day.ts';

test.each([
  '',
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '26-01-01',
  '2026/01/01',
  '0000-01-01',
  '2026-01-01T00:00',
  ' 2026-01-01',
  '2026-04-31',
  '２０２６-01-01',
])('refuses %j', (text) => {
  expect(isDay(text)).toBe(false);
  expect(() => dayNumber(text)).toThrow(`not a day: ${text}`);
});

test('refuses to leave the years 0001 to 9999', () => {
  expect(() => addDays('9999-12-31', 1)).toThrow('out of range');
  expect(() => addDays('0001-01-01', -1)).toThrow('out of range');
  expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError);
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-03-15', 12, '2027-03-15'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-15', -13, '2024-12-15'],
  ['2026-08-31', 1, '2026-09-30'],
])('%s plus %i months is %s', (day, months, expected) => {
  expect(addMonths(day, months)).toBe(expected);
});

test('knows leap days, year ends and the days of the week', () => {
  expect(isDay('2028-02-29')).toBe(true);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-11-24', '2026-12-01')).toBe(7);
  expect(weekday(dayNumber('2026-11-24'))).toBe(2);
  expect(weekday(dayNumber('1969-12-28'))).toBe(0);
});

test('adding days and counting them are each other’s opposite', () => {
  const day = fc.integer({ min: -700_000, max: 2_900_000 }).map(dayOfNumber);
  fc.assert(
    fc.property(day, fc.integer({ min: -10_000, max: 10_000 }), (from, days) => {
      const to = addDays(from, days);
      expect(daysBetween(from, to)).toBe(days);
      expect(to > from).toBe(days > 0);
    }),
  );
});

test('agrees with the machine’s own calendar from the year 1 to the year 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
      const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
      expect(dayOfNumber(number)).toBe(day);
      expect(dayNumber(day)).toBe(number);
    }),
    { numRuns: 2000, examples: [[-719_162], [2_932_896], [-1], [0], [11_016], [11_017], [-25_509]] },
  );
  expect(() => dayOfNumber(-719_163)).toThrow('out of range');
  expect(() => dayOfNumber(2_932_897)).toThrow('out of range');
  expect(() => dayOfNumber(0.5)).toThrow('out of range');
});
