import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Calendar } from './calendar.ts';
import { calendar2026 as calendar, edition2026 } from './calendar-fixture.ts';
import { dayNumber, dayOfNumber } from './day.ts';

const [year2026] = edition2026.years;
if (year2026 === undefined) throw new Error('the fixture has a year 2026');

describe('refuses an edition with two readings', () => {
  test.each([
    ['a year twice', [year2026, year2026], 'the year 2026 stands twice'],
    ['a day twice', [{ ...year2026, days: [...year2026.days, ...year2026.days.slice(0, 1)] }], '2026-01-01 stands twice'],
    ['a day of another year', [{ ...year2026, year: 2025 }], '2026-01-01 is not in 2025'],
    ['no day', [{ ...year2026, days: [{ day: '2026-02-30', kind: 'holiday' as const, name: { zh: '无', en: 'none' } }] }], 'not a day'],
  ])('%s', (_, years, message) => {
    expect(() => new Calendar({ ...edition2026, years })).toThrow(message);
  });
});

test.each([
  ['2026-10-01', false, '国庆节'],
  ['2026-10-10', true, '国庆节（调休上班）'],
  ['2026-10-11', false, '周末'],
  ['2026-10-12', true, '工作日'],
  ['2026-02-14', true, '春节（调休上班）'],
])('%s worked: %s, because %s', (day, worked, reason) => {
  const answer = calendar.isWorkingDay(day);
  expect(answer.value).toBe(worked);
  expect(answer.because).toHaveLength(1);
  expect(answer.because[0]?.text.zh).toBe(`${day} ${reason}`);
  expect(answer.because[0]?.source).toBe('国办发明电〔2025〕7号');
});

test('a year that is estimated or missing answers by what is known, and says so', () => {
  expect(calendar.isWorkingDay('2027-01-01')).toMatchObject({
    value: false,
    because: [{}, { rule: 'calendar-unverified', status: 'unverified', source: '推算' }],
  });
  const beyond = calendar.isWorkingDay('2031-10-01');
  expect(beyond.value).toBe(true);
  expect(beyond.because[1]).toMatchObject({ status: 'unverified', inputs: { year: 2031, covered: false } });
  expect(calendar.isWorkingDay('2031-10-04').value).toBe(false);
});

test('five working days from 28 September 2026 run over National Day and count the Saturday worked for it', () => {
  const { day, because } = calendar.walkWorkingDays('2026-09-28', 5);
  expect(day).toBe('2026-10-10');
  expect(because.map((each) => each.text.zh)).toEqual([
    '不计 7 天：2026-10-01 至 2026-10-07 国庆节',
    '计入调休上班日：2026-10-10（国庆节调休）',
  ]);
});

test('walking: no days is the day itself, even one not worked; the day of the event never counts', () => {
  expect(calendar.walkWorkingDays('2026-10-01', 0)).toEqual({ day: '2026-10-01', because: [] });
  expect(calendar.walkWorkingDays('2026-10-08', 1).day).toBe('2026-10-09');
  expect(calendar.walkWorkingDays('2026-10-01', 1).day).toBe('2026-10-08');
  expect(calendar.nextWorkingDay('2026-10-01')).toBe('2026-10-08');
  expect(calendar.nextWorkingDay('2026-10-10')).toBe('2026-10-10');
});

test('counts the working days of 2026: 248 (261 weekdays, less 19 weekday holidays, plus 6 make-up days)', () => {
  expect(calendar.countWorkingDays('2025-12-31', '2026-12-31').value).toBe(248);
  expect(calendar.countWorkingDays('2026-12-31', '2025-12-31')).toEqual({ value: 0, because: [] });
});

test('counting undoes walking, and a walk always ends on a working day', () => {
  const day = fc.integer({ min: dayNumber('2025-11-01'), max: dayNumber('2027-12-31') }).map(dayOfNumber);
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 300 }), (from, days) => {
      const walk = calendar.walkWorkingDays(from, days);
      expect(calendar.addWorkingDays(from, days)).toBe(walk.day);
      expect(calendar.works(walk.day)).toBe(true);
      expect(calendar.countWorkingDays(from, walk.day).value).toBe(days);
    }),
  );
});
