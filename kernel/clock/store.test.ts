import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '#kernel/database/root.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { edition2026 } from '#standards/calendar-fixture.ts';
import type { CalendarContent } from './calendar.ts';
import { fixedClock } from './clock.ts';
import { newId, seededRandom } from './random.ts';
import { loadCalendars, loadCalendarVersion, saveCalendar } from './store.ts';

const clock = fixedClock('2026-11-24T01:00:00Z');
const random = seededRandom('clock-store');
const content: CalendarContent = { code: 'cn', name: edition2026.name, years: edition2026.years };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await database.owner.query<{ present: boolean }>(`select to_regclass('calendar') is not null as present`);
  if (rows[0]?.present === true) return;
  for (const part of ['scope', 'clock']) await database.owner.query(await readFile(join(ROOT, 'kernel', part, 'schema.sql'), 'utf8'));
});

afterAll(() => database.close());

describe('the table of deadlines refuses', () => {
  const insert = (columns: Record<string, unknown>) => {
    const row: Record<string, unknown> = {
      id: newId(clock, random),
      record_type: 'hidden-danger',
      record_id: newId(clock, random),
      kind: 'rectify',
      desk: '220102-emergency',
      region: '220000.220100.220102',
      line: 'industry-trade',
      start_at: clock.now(),
      due_at: clock.now(),
      because: '[]',
      status: 'pending',
      opened_at: clock.now(),
      ...columns,
    };
    const names = Object.keys(row);
    return database.owner.query(
      `insert into deadline (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  };

  test.each([
    ['a status that is none', { status: 'late' }, 'deadline_status_check'],
    ['a sixth rung', { rung: 6 }, 'deadline_rung_check'],
    ['an end without a time', { status: 'met' }, 'deadline_check'],
    ['a time of ending while open', { closed_at: clock.now() }, 'deadline_check'],
    ['a paused one that is to be swept', { status: 'paused', next_at: clock.now() }, 'deadline_check1'],
  ])('%s', async (_, columns, constraint) => {
    await expect(insert(columns)).rejects.toMatchObject({ constraint });
  });

  test('a second open date for one duty, but not a second one after the first was met', async () => {
    const record_id = newId(clock, random);
    await insert({ record_id, status: 'met', closed_at: clock.now() });
    await insert({ record_id });
    await expect(insert({ record_id, status: 'paused' })).rejects.toMatchObject({ constraint: 'deadline_open' });
  });
});

describe('calendars', () => {
  test('refuse a content that contradicts itself, and write nothing', async () => {
    const twice = { ...content, years: [...content.years, ...content.years] };
    await expect(database.owner.transaction((sql) => saveCalendar(sql, clock, twice))).rejects.toThrow('the year 2026 stands twice');
    expect((await loadCalendars(database.owner)).size).toBe(0);
  });

  test('are saved once per content; a new notice is a new version, and the old one stays readable', async () => {
    const first = await database.owner.transaction((sql) => saveCalendar(sql, clock, content));
    expect([first.added, first.calendar.version]).toEqual([true, 1]);
    const again = await database.owner.transaction((sql) => saveCalendar(sql, clock, { ...content, years: content.years.toReversed() }));
    expect([again.added, again.calendar.version]).toEqual([false, 1]);

    const moved = content.years.map((each) => ({ ...each, days: each.days.filter(({ day }) => day !== '2026-10-10') }));
    const second = await database.owner.transaction((sql) => saveCalendar(sql, clock, { ...content, years: moved }));
    expect([second.added, second.calendar.version]).toEqual([true, 2]);

    const newest = (await loadCalendars(database.server)).get('cn');
    expect(newest?.edition).toMatchObject({ code: 'cn', version: 2, name: content.name });
    expect(newest?.walkWorkingDays('2026-09-28', 5).day).toBe('2026-10-12');
    const old = await loadCalendarVersion(database.server, 'cn', 1);
    expect(old?.walkWorkingDays('2026-09-28', 5)).toEqual(first.calendar.walkWorkingDays('2026-09-28', 5));
    expect(old?.edition.years.map(({ year, status, source }) => [year, status, source])).toEqual([
      [2026, 'confirmed', '国办发明电〔2025〕7号'],
      [2027, 'unverified', '推算'],
    ]);
    expect(await loadCalendarVersion(database.server, 'cn', 3)).toBeUndefined();
  });

  test('of two savers at once one fails, and nothing is half saved', async () => {
    const other = { ...content, code: 'twin' };
    const results = await Promise.allSettled([1, 2].map(() => database.owner.transaction((sql) => saveCalendar(sql, clock, other))));
    const saved = await database.owner.query<{ n: number }>(`select count(*) as n from calendar where code = 'twin'`);
    expect(saved.rows[0]?.n).toBe(1);
    expect(results.some((each) => each.status === 'fulfilled')).toBe(true);
    expect((await loadCalendars(database.server)).get('twin')?.edition.years[0]?.days).toHaveLength(content.years[0]?.days.length ?? 0);
  });

  test('cannot be written by the server outside a scope', async () => {
    await expect(saveCalendar(database.server, clock, { ...content, code: 'forged' })).rejects.toMatchObject({ code: '42501' });
  });
});
