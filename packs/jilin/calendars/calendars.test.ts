import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarContents } from '#kernel/clock/calendar.ts';
import { Calendar } from '#standards/calendar.ts';
import { calendar2026 } from '#standards/calendar-fixture.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const contents = calendarContents(files.map((name) => ({ name, json: JSON.parse(readFileSync(join(folder, name), 'utf8')) })));
const [content] = contents;
if (content === undefined) throw new Error('the pack has a calendar');
const calendar = new Calendar({ ...content, version: 1 });

test('one calendar, 2025 to 2027; 2027 is an estimate and says so', () => {
  expect(contents.map((each) => each.code)).toEqual(['cn']);
  expect(content.years.map((each) => [each.year, each.status])).toEqual([
    [2025, 'confirmed'],
    [2026, 'confirmed'],
    [2027, 'unverified'],
  ]);
  expect(content.years[2]?.source).toContain('待核');
});

// Weekdays of the year, less the holidays on weekdays, plus the weekend days worked: counted by hand from each notice.
test.each([
  [2025, 261 - 18 + 5, 5],
  [2026, 261 - 19 + 6, 6],
])('%i has %i working days and %i make-up days', (year, days, makeUp) => {
  expect(calendar.countWorkingDays(`${year - 1}-12-31`, `${year}-12-31`).value).toBe(days);
  expect(content.years.find((each) => each.year === year)?.days.filter((each) => each.kind === 'workday')).toHaveLength(makeUp);
});

test('every make-up day is a Saturday or Sunday', () => {
  for (const special of content.years.flatMap((each) => each.days)) {
    const inWeek = new Date(`${special.day}T00:00:00Z`).getUTCDay();
    if (special.kind === 'workday') expect([0, 6], special.day).toContain(inWeek);
  }
});

describe('the days of the notices', () => {
  test.each([
    ['2025-01-26', true],
    ['2025-01-27', true],
    ['2025-01-28', false],
    ['2025-02-04', false],
    ['2025-02-08', true],
    ['2025-04-27', true],
    ['2025-05-05', false],
    ['2025-06-02', false],
    ['2025-09-28', true],
    ['2025-10-08', false],
    ['2025-10-11', true],
    ['2026-01-02', false],
    ['2026-01-04', true],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-02-28', true],
    ['2026-05-09', true],
    ['2026-06-19', false],
    ['2026-09-20', true],
    ['2026-09-25', false],
    ['2026-10-10', true],
  ])('%s worked: %s', (day, worked) => {
    expect(calendar.isWorkingDay(day)).toMatchObject({ value: worked, because: [{ rule: 'working-day' }] });
  });

  test('agree with the fixture that the kernel’s own tests count by', () => {
    for (let number = 0; number < 365; number += 1) {
      const day = new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
      expect(calendar.works(day), day).toBe(calendar2026.works(day));
    }
  });
});
