import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar2026 as calendar } from '#standards/calendar-fixture.ts';
import { ladderAt, ladderSteps, nextStep, rungNames, stepsBetween, stepText } from './ladder.ts';
import { endOfDay } from './zone.ts';

const parameters = { rung_working_days: [0, 3, 7, 12, 20], warn_days: [7, 3, 1] };
const due_at = endOfDay('2026-09-30');

test.each([
  [{ ...parameters, rung_working_days: [0, 3, 3] }],
  [{ ...parameters, rung_working_days: [3, 0] }],
  [{ ...parameters, rung_working_days: [-1] }],
  [{ ...parameters, rung_working_days: [0.5] }],
  [{ ...parameters, rung_working_days: [0, 1, 2, 3, 4, 5] }],
  [{ ...parameters, warn_days: [0] }],
  [{ ...parameters, warn_days: [1.5] }],
])('refuses %j', (each) => {
  expect(() => ladderSteps(due_at, each, calendar)).toThrow(RangeError);
});

test('the steps of a deadline before National Day: working days pass over it', () => {
  const steps = ladderSteps(due_at, parameters, calendar).map((step) => [step.at.toISOString(), step.kind, step.rung]);
  expect(steps).toEqual([
    ['2026-09-22T16:00:00.000Z', 'due-soon', 0],
    ['2026-09-26T16:00:00.000Z', 'due-soon', 0],
    ['2026-09-28T16:00:00.000Z', 'due-soon', 0],
    ['2026-09-30T16:00:00.000Z', 'rung', 1],
    // 8, 9 and the make-up Saturday 10 October have passed.
    ['2026-10-10T16:00:00.000Z', 'rung', 2],
    ['2026-10-15T16:00:00.000Z', 'rung', 3],
    ['2026-10-22T16:00:00.000Z', 'rung', 4],
    ['2026-11-03T16:00:00.000Z', 'rung', 5],
  ]);
});

describe('what is owed at a moment', () => {
  test.each([
    ['2026-09-22T15:59:59.999Z', 0, null, '2026-09-22T16:00:00.000Z'],
    ['2026-09-22T16:00:00.000Z', 0, '距期限 7 天预警', '2026-09-26T16:00:00.000Z'],
    [due_at.toISOString(), 0, '距期限 1 天预警', '2026-09-30T16:00:00.000Z'],
    ['2026-09-30T16:00:00.000Z', 1, '逾期即提醒', '2026-10-10T16:00:00.000Z'],
    ['2026-10-10T15:59:59.999Z', 1, '逾期即提醒', '2026-10-10T16:00:00.000Z'],
    ['2026-10-10T16:00:00.000Z', 2, '逾期满 3 个工作日，督办单', '2026-10-15T16:00:00.000Z'],
    ['2026-12-31T00:00:00.000Z', 5, '逾期满 20 个工作日，问责', null],
  ])('%s: rung %i', (now, rung, owed, next) => {
    const { value } = ladderAt({ due_at, parameters, calendar, now: new Date(now) });
    expect(value.rung).toBe(rung);
    expect(value.owed && stepText(value.owed).zh).toBe(owed);
    expect(value.next_at?.toISOString() ?? null).toBe(next);
  });

  test('and why', () => {
    const { because } = ladderAt({ due_at, parameters, calendar, now: new Date('2026-10-12T00:00:00Z') });
    expect(because.map((each) => each.text.zh)).toEqual([
      '期限为 2026-09-30 23:59',
      '现为：逾期满 3 个工作日，督办单（2026-10-11 00:00）',
      '其后：逾期满 7 个工作日，通报（2026-10-16 00:00）',
    ]);
  });
});

test('a deadline opened late skips the warnings already past', () => {
  const steps = ladderSteps(due_at, parameters, calendar);
  expect(nextStep(steps, new Date('2026-09-28T09:00:00+08:00'))).toMatchObject({ kind: 'due-soon', days_left: 1 });
  expect(nextStep(steps, new Date('2027-09-28T09:00:00+08:00'))).toBeNull();
});

test('a deadline in hours is late at its moment', () => {
  const hour = new Date('2026-09-30T10:00:00+08:00');
  const steps = ladderSteps(hour, { rung_working_days: [0, 1], warn_days: [] }, calendar);
  expect(steps.map((step) => step.at.toISOString())).toEqual(['2026-09-30T02:00:00.001Z', '2026-10-08T16:00:00.000Z']);
});

test('a sweep that was away makes up for each step once', () => {
  const moment = fc.date({ min: new Date('2026-09-01'), max: new Date('2026-12-01'), noInvalidDate: true });
  const steps = ladderSteps(due_at, parameters, calendar);
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 6 }), (sweeps) => {
      let next = nextStep(steps, new Date('2026-09-01'));
      const fallen = [];
      for (const now of [...sweeps.sort((a, b) => a.getTime() - b.getTime()), new Date('2026-12-02')]) {
        if (next === null || next.at > now) continue;
        fallen.push(...stepsBetween(steps, next.at, now));
        next = nextStep(steps, now);
      }
      expect(fallen).toEqual(steps);
    }),
  );
});

test('the rungs are named in their order', () => {
  expect(Object.values(rungNames).map((each) => each.zh)).toEqual(['期限内', '提醒', '督办单', '通报', '约谈', '问责']);
});
