import { describe, expect, test } from 'vitest';
import { calendar2026 as calendar } from '#standards/calendar-fixture.ts';
import { addPeriod, joinPauses, type PeriodUnit, periodText } from './period.ts';
import { clockText, dayOf, endOfDay, startOfDay } from './zone.ts';

const base = new Date('2026-09-28T17:30:00+08:00');

test.each([
  [-1, 'working-day'],
  [1.5, 'natural-day'],
  [Number.NaN, 'hour'],
  [Number.POSITIVE_INFINITY, 'month'],
  [3_661, 'natural-day'],
  [11, 'year'],
] as const)('refuses %d %s', (n, unit) => {
  expect(() => addPeriod(base, { n, unit }, calendar)).toThrow(RangeError);
});

test('refuses a pause that ends before it begins', () => {
  expect(() => joinPauses([{ from: new Date(2), to: new Date(1) }])).toThrow('ends before it begins');
  expect(() => joinPauses([{ from: new Date(Number.NaN), to: new Date(1) }])).toThrow(RangeError);
});

test.each<[number, PeriodUnit, string]>([
  [1, 'hour', '2026-09-28T18:30:00.000+08:00'],
  [0, 'natural-day', '2026-09-28T23:59:59.999+08:00'],
  [3, 'natural-day', '2026-10-01T23:59:59.999+08:00'],
  [5, 'working-day', '2026-10-10T23:59:59.999+08:00'],
  [1, 'month', '2026-10-28T23:59:59.999+08:00'],
  [1, 'year', '2027-09-28T23:59:59.999+08:00'],
])('%i %s from 2026-09-28 17:30 ends %s', (n, unit, expected) => {
  expect(addPeriod(base, { n, unit }, calendar).at).toEqual(new Date(expected));
});

test('a moment belongs to its day in China, not in Greenwich', () => {
  const lateEvening = new Date('2026-09-28T16:30:00Z');
  expect(dayOf(lateEvening)).toBe('2026-09-29');
  expect(dayOf(addPeriod(lateEvening, { n: 1, unit: 'natural-day' }, calendar).at)).toBe('2026-09-30');
  expect(startOfDay('2026-09-29').toISOString()).toBe('2026-09-28T16:00:00.000Z');
  expect(endOfDay('2026-09-29').toISOString()).toBe('2026-09-29T15:59:59.999Z');
  expect(clockText(lateEvening)).toBe('2026-09-29 00:30');
});

test('a month ends on its last day when it has no corresponding one', () => {
  expect(dayOf(addPeriod(new Date('2026-01-31T09:00:00+08:00'), { n: 1, unit: 'month' }, calendar).at)).toBe('2026-02-28');
});

describe('prolonged to the next working day', () => {
  test('only when the rule says so', () => {
    const plain = addPeriod(base, { n: 3, unit: 'natural-day' }, calendar);
    expect(plain.because).toEqual([]);
    const prolonged = addPeriod(base, { n: 3, unit: 'natural-day', prolong: true }, calendar);
    expect(dayOf(prolonged.at)).toBe('2026-10-08');
    expect(prolonged.because[0]).toMatchObject({ rule: 'prolonged', source: '民法典 第二百零三条' });
    expect(prolonged.because[1]?.text.zh).toBe('不计 7 天：2026-10-01 至 2026-10-07 国庆节');
  });

  test('not when it ends on a working day, a make-up one included', () => {
    expect(addPeriod(base, { n: 12, unit: 'natural-day', prolong: true }, calendar)).toEqual({ at: endOfDay('2026-10-10'), because: [] });
  });
});

describe('pauses', () => {
  const pause = (from: string, to: string) => ({ from: new Date(`${from}+08:00`), to: new Date(`${to}+08:00`) });

  test('overlapping ones count once', () => {
    const joined = joinPauses([
      pause('2026-11-04T00:00', '2026-11-06T00:00'),
      pause('2026-11-02T00:00', '2026-11-05T00:00'),
      pause('2026-11-03T00:00', '2026-11-04T00:00'),
    ]);
    expect(joined).toEqual([pause('2026-11-02T00:00', '2026-11-06T00:00')]);
  });

  test('natural days, working days, months and hours all stand still', () => {
    const start = new Date('2026-11-02T10:00:00+08:00');
    const pauses = [pause('2026-11-04T15:00', '2026-11-09T09:00')];
    const ends = (n: number, unit: PeriodUnit) => addPeriod(start, { n, unit }, calendar, pauses);
    expect(dayOf(ends(7, 'natural-day').at)).toBe('2026-11-14');
    expect(ends(7, 'natural-day').because[0]?.text.zh).toBe('2026-11-04 15:00 至 2026-11-09 09:00 中止，不计 5 天');
    // 3 November, then 9 and 10 after the pause.
    expect(dayOf(ends(3, 'working-day').at)).toBe('2026-11-10');
    expect(dayOf(ends(1, 'month').at)).toBe('2026-12-07');
    // 53 hours until the pause, 19 after it.
    expect(ends(72, 'hour').at).toEqual(new Date('2026-11-10T04:00:00+08:00'));
  });

  test('one that begins after the end, or ended before the start, moves nothing', () => {
    const start = new Date('2026-11-02T10:00:00+08:00');
    const away = [pause('2026-10-01T00:00', '2026-10-20T00:00'), pause('2026-11-06T00:00', '2026-12-01T00:00')];
    expect(addPeriod(start, { n: 3, unit: 'natural-day' }, calendar, away)).toEqual({ at: endOfDay('2026-11-05'), because: [] });
    expect(addPeriod(start, { n: 24, unit: 'hour' }, calendar, away)).toEqual({ at: new Date('2026-11-03T10:00:00+08:00'), because: [] });
  });

  test('begun and ended on one day it takes no day, but its hours', () => {
    const start = new Date('2026-11-02T10:00:00+08:00');
    const brief = [pause('2026-11-03T09:00', '2026-11-03T11:30')];
    expect(dayOf(addPeriod(start, { n: 3, unit: 'natural-day' }, calendar, brief).at)).toBe('2026-11-05');
    expect(addPeriod(start, { n: 24, unit: 'hour' }, calendar, brief).at).toEqual(new Date('2026-11-03T12:30:00+08:00'));
  });
});

test('says its length in both languages', () => {
  expect(periodText({ n: 1, unit: 'working-day' })).toEqual({ zh: '1 个工作日', en: '1 working day' });
  expect(periodText({ n: 90, unit: 'natural-day' })).toEqual({ zh: '90 日', en: '90 natural days' });
});
