import { expect, test } from 'vitest';
import { calendarContents } from './calendar.ts';

const name = { zh: '节假日', en: 'Holidays' };
const day = { day: '2026-01-01', kind: 'holiday', name: { zh: '元旦', en: "New Year's Day" } };
const file = { code: 'cn', name, year: 2026, status: 'confirmed', source: '通知', days: [day] };

test.each([
  ['no object', [], '2026.json: not an object'],
  ['no code', { ...file, code: '' }, '2026.json.code: not a text'],
  ['a year as text', { ...file, year: '2026' }, '2026.json.year: not a year'],
  ['an unknown status', { ...file, status: 'sure' }, "2026.json.status: 'confirmed' or 'unverified'"],
  ['days no list', { ...file, days: {} }, '2026.json.days: not a list'],
  ['a day that is none', { ...file, days: [{ ...day, day: '2026-02-30' }] }, '2026.json.days[0].day: not a day: 2026-02-30'],
  ['an unknown kind', { ...file, days: [{ ...day, kind: 'rest' }] }, "2026.json.days[0].kind: 'holiday' or 'workday'"],
  ['a name in one language', { ...file, days: [{ ...day, name: { zh: '元旦' } }] }, '2026.json.days[0].name.en: not a text'],
])('refuses %s, naming the place', (_, json, message) => {
  expect(() => calendarContents([{ name: '2026.json', json }])).toThrow(message);
});

test('refuses two files for one year', () => {
  const twice = [
    { name: 'a.json', json: file },
    { name: 'b.json', json: file },
  ];
  expect(() => calendarContents(twice)).toThrow('the year 2026 stands twice');
});

test('joins the years of a calendar in order, and keeps calendars apart', () => {
  const contents = calendarContents([
    { name: 'a.json', json: { ...file, year: 2027, days: [] } },
    { name: 'b.json', json: file },
    { name: 'c.json', json: { ...file, code: 'mine' } },
  ]);
  expect(contents.map((each) => [each.code, each.years.map((year) => year.year)])).toEqual([
    ['cn', [2026, 2027]],
    ['mine', [2026]],
  ]);
});
