import { describe, expect, it } from 'vitest';
import { dayOf, daysUntil, formatMoment, formatMoney, fromWallClock, parseMoney, toWallClock } from './format.ts';

describe('money', () => {
  it('refuses what is not an amount or finer than a fen', () => {
    for (const typed of ['', 'abc', '1.234', '1e5', '--1', '1,2.3.4', '99999999999999']) expect(parseMoney(typed), typed).toBeNull();
  });

  it('goes from yuan to fen and back without a float', () => {
    for (const [typed, fen, shown] of [
      ['0', 0, '0.00'],
      ['0.07', 7, '0.07'],
      ['1.1', 110, '1.10'],
      ['4.35', 435, '4.35'],
      ['1,234,567.80', 123456780, '1,234,567.80'],
      ['-12', -1200, '-12.00'],
      ['9999999999999.99', 999999999999999, '9,999,999,999,999.99'],
    ] as const) {
      expect(parseMoney(typed)).toBe(fen);
      expect(formatMoney(fen)).toBe(shown);
    }
  });
});

describe('moments', () => {
  it('are shown in the time of the province, wherever the browser is', () => {
    expect(formatMoment('2026-11-23T16:30:00.000Z')).toBe('2026-11-24 00:30');
    expect(formatMoment('2026-11-23T15:59:59.999Z', true)).toBe('2026-11-23 23:59:59');
    expect(dayOf('2026-12-31T16:00:00.000Z')).toBe('2027-01-01');
    expect(formatMoment('nonsense')).toBe('nonsense');
  });

  it('count days by the calendar, not by 24 hours', () => {
    const now = new Date('2026-11-24T15:50:00.000Z'); // 23:50 in the province
    expect(daysUntil('2026-11-24T15:59:59.999Z', now)).toBe(0);
    expect(daysUntil('2026-11-24T16:00:00.000Z', now)).toBe(1);
    expect(daysUntil('2026-11-22T16:00:00.000Z', now)).toBe(-1);
    expect(daysUntil('2026-11-21T00:00:00.000Z', now)).toBe(-3);
  });

  it('survive the way through a picker that knows no time zone', () => {
    expect(toWallClock('2026-11-23T16:30:00.000Z')).toBe('2026-11-24T00:30:00');
    expect(fromWallClock(toWallClock('2026-11-23T16:30:05.000Z'))).toBe('2026-11-23T16:30:05.000Z');
  });
});
