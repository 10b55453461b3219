import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendar2026 as calendar } from '#standards/calendar-fixture.ts';
import { type DeadlineInput, effectiveDeadline } from './due.ts';

const base = new Date('2026-09-28T09:00:00+08:00');

function due(input: Partial<DeadlineInput>) {
  return effectiveDeadline({ base, period: { n: 15, unit: 'natural-day' }, calendar, ...input });
}

test('refuses a period that is none, and a pause turned round', () => {
  expect(() => due({ period: { n: -1, unit: 'hour' } })).toThrow(RangeError);
  expect(() => due({ pauses: [{ from: new Date(5), to: new Date(4) }] })).toThrow('ends before it begins');
});

test('explains five working days over National Day, line by line', () => {
  const answer = due({ period: { n: 5, unit: 'working-day' }, source: '平台默认' });
  expect(answer.value).toEqual({
    due_at: new Date('2026-10-10T23:59:59.999+08:00'),
    due_day: '2026-10-10',
    calendar: 'cn',
    calendar_version: 3,
  });
  expect(answer.because.map((each) => each.text.zh)).toEqual([
    '自 2026-09-28（当日不计）起 5 个工作日',
    '不计 7 天：2026-10-01 至 2026-10-07 国庆节',
    '计入调休上班日：2026-10-10（国庆节调休）',
    '期限为 2026-10-10 23:59（北京时间）',
  ]);
  expect(answer.because[0]).toMatchObject({ source: '平台默认', inputs: { n: 5, unit: 'working-day', calendar_version: 3 } });
});

test('hours run from the moment, and end at the moment', () => {
  const answer = due({ period: { n: 24, unit: 'hour' } });
  expect(answer.value.due_at).toEqual(new Date('2026-09-29T09:00:00+08:00'));
  expect(answer.because[0]?.text.en).toBe('24 hours from 2026-09-28 09:00 (from that moment)');
});

test('extensions follow one another; none takes time away', () => {
  expect(due({}).value.due_day).toBe('2026-10-13');
  const longer = due({ extensions: [{ period: { n: 10, unit: 'natural-day' } }, { until: '2026-11-30' }, { until: '2026-10-01' }] });
  expect(longer.value.due_day).toBe('2026-11-30');
  expect(longer.because.filter((each) => each.rule === 'extension').map((each) => each.text.zh)).toEqual([
    '准予延期：自 2026-10-13 起再 10 日，至 2026-10-23',
    '准予延期：至 2026-11-30',
    '准予延期至 2026-10-01，不早于原期限，期限不变',
  ]);
});

test('a pause stops the base period and the extension alike, once each', () => {
  const pauses = [
    {
      from: new Date('2026-10-10T08:00:00+08:00'),
      to: new Date('2026-10-14T08:00:00+08:00'),
      reason: { zh: '技术鉴定', en: 'technical appraisal' },
    },
  ];
  const answer = due({ pauses, extensions: [{ period: { n: 3, unit: 'natural-day' } }] });
  expect(answer.value.due_day).toBe('2026-10-20');
  expect(answer.because.filter((each) => each.rule === 'pause')).toHaveLength(1);
  expect(answer.because.find((each) => each.rule === 'pause')?.text.en).toBe(
    '2026-10-10 08:00 to 2026-10-14 08:00 technical appraisal: 4 days not counted',
  );
});

test('a deadline reaching into a year that is not confirmed says 待核; one that does not is silent', () => {
  const into2027 = due({ base: new Date('2026-12-28T09:00:00+08:00'), period: { n: 10, unit: 'working-day' } });
  expect(into2027.because.filter((each) => each.status === 'unverified').map((each) => each.inputs?.year)).toEqual([2027]);
  expect(due({ period: { n: 5, unit: 'working-day' } }).because.some((each) => each.status === 'unverified')).toBe(false);
  const into2029 = due({ base: new Date('2028-12-28T09:00:00+08:00'), period: { n: 10, unit: 'working-day' } });
  expect(into2029.because.filter((each) => each.status === 'unverified').map((each) => each.inputs?.covered)).toEqual([false, false]);
});

test('more time is never less: longer periods, more pauses and extensions never bring the date forward', () => {
  const unit = fc.constantFrom('hour', 'natural-day', 'working-day', 'month' as const);
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(
      moment,
      unit,
      fc.integer({ min: 0, max: 60 }),
      fc.boolean(),
      moment,
      fc.integer({ min: 0, max: 40 }),
      (at, each, n, prolong, from, days) => {
        const period = { n, unit: each, prolong };
        const plain = due({ base: at, period }).value.due_at.getTime();
        const pause = { from, to: new Date(from.getTime() + days * 86_400_000) };
        expect(plain).toBeGreaterThanOrEqual(at.getTime());
        expect(due({ base: at, period: { ...period, n: n + 1 } }).value.due_at.getTime()).toBeGreaterThanOrEqual(plain);
        expect(due({ base: at, period, pauses: [pause] }).value.due_at.getTime()).toBeGreaterThanOrEqual(plain);
        expect(due({ base: at, period, pauses: [pause, pause] }).value).toEqual(due({ base: at, period, pauses: [pause] }).value);
        expect(
          due({ base: at, period, extensions: [{ period: { n: days, unit: 'natural-day' } }] }).value.due_at.getTime(),
        ).toBeGreaterThanOrEqual(plain);
      },
    ),
  );
});
