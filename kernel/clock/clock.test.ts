import { expect, test } from 'vitest';
import { fixedClock, manualClock, systemClock } from './clock.ts';

test('refuses what is no moment, and to run backwards', () => {
  expect(() => fixedClock('tomorrow')).toThrow('not a moment: tomorrow');
  expect(() => manualClock(new Date(Number.NaN))).toThrow('not a moment');
  const clock = manualClock('2026-03-01T00:00:00Z');
  expect(() => clock.advance(-1)).toThrow('backwards');
  expect(() => clock.advance(Number.NaN)).toThrow('backwards');
  expect(() => clock.set('2026-02-28T23:59:59.999Z')).toThrow('backwards');
  expect(clock.now().toISOString()).toBe('2026-03-01T00:00:00.000Z');
});

test('a manual clock moves when told, and hands out dates nobody can change it by', () => {
  const clock = manualClock('2026-03-01T00:00:00Z');
  clock.advance(90_000);
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-03-01T00:01:30.000Z');
  clock.set(new Date('2026-03-02T00:00:00Z'));
  expect(clock.now().toISOString()).toBe('2026-03-02T00:00:00.000Z');
});

test('a fixed clock stands still; the system clock is the machine', () => {
  const clock = fixedClock('2026-03-01T08:00:00+08:00');
  expect(clock.now()).toEqual(new Date('2026-03-01T00:00:00Z'));
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
});
