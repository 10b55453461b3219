import type { Sql } from '#kernel/database/sql.ts';
import { Calendar, type CalendarYear, type SpecialDay } from '#standards/calendar.ts';
import type { CalendarContent } from './calendar.ts';
import type { Clock } from './clock.ts';

interface EditionRow {
  readonly code: string;
  readonly version: number;
  readonly name_zh: string;
  readonly name_en: string;
  readonly years: readonly Omit<CalendarYear, 'days'>[];
}

interface DayRow {
  readonly calendar: string;
  readonly version: number;
  readonly day: string;
  readonly kind: SpecialDay['kind'];
  readonly name_zh: string;
  readonly name_en: string;
}

function join(edition: EditionRow, days: readonly DayRow[]): Calendar {
  const own = days.filter((each) => each.calendar === edition.code && each.version === edition.version);
  const years = edition.years.map((year) => ({
    ...year,
    days: own
      .filter((each) => Number(each.day.slice(0, 4)) === year.year)
      .map(({ day, kind, name_zh, name_en }): SpecialDay => ({ day, kind, name: { zh: name_zh, en: name_en } })),
  }));
  return new Calendar({ code: edition.code, version: edition.version, name: { zh: edition.name_zh, en: edition.name_en }, years });
}

/** Every calendar in its newest version, by code. */
export async function loadCalendars(sql: Sql): Promise<ReadonlyMap<string, Calendar>> {
  const [editions, days] = await Promise.all([
    sql.query<EditionRow>('select distinct on (code) code, version, name_zh, name_en, years from calendar order by code, version desc'),
    sql.query<DayRow>(
      `select calendar, version, day, kind, name_zh, name_en from calendar_day
       where (calendar, version) in (select code, max(version) from calendar group by code) order by day`,
    ),
  ]);
  return new Map(editions.rows.map((edition) => [edition.code, join(edition, days.rows)]));
}

/** One version of a calendar, to recompute what was counted by it; undefined when there is none. */
export async function loadCalendarVersion(sql: Sql, code: string, version: number): Promise<Calendar | undefined> {
  const [editions, days] = await Promise.all([
    sql.query<EditionRow>('select code, version, name_zh, name_en, years from calendar where code = $1 and version = $2', [code, version]),
    sql.query<DayRow>(
      'select calendar, version, day, kind, name_zh, name_en from calendar_day where calendar = $1 and version = $2 order by day',
      [code, version],
    ),
  ]);
  const [edition] = editions.rows;
  return edition === undefined ? undefined : join(edition, days.rows);
}

function essence(content: CalendarContent): string {
  const day = ({ day, kind, name }: SpecialDay) => [day, kind, name.zh, name.en];
  const years = content.years
    .map((each) => [each.year, each.status, each.source, each.days.map(day).sort()] as const)
    .toSorted(([a], [b]) => a - b);
  return JSON.stringify([content.name.zh, content.name.en, years]);
}

/**
 * Saves a calendar as its next version, and answers it; content that says the same as the newest makes no version. Runs inside the
 * caller's transaction: of two at once, one fails on the version's key. Throws when the content contradicts itself.
 */
export async function saveCalendar(
  sql: Sql,
  clock: Clock,
  content: CalendarContent,
): Promise<{ readonly calendar: Calendar; readonly added: boolean }> {
  const newest = (await loadCalendars(sql)).get(content.code);
  if (newest !== undefined && essence(newest.edition) === essence(content)) return { calendar: newest, added: false };
  const calendar = new Calendar({ ...content, version: (newest?.version ?? 0) + 1 });
  const { code, version, name } = calendar.edition;
  const years = content.years.map(({ year, status, source }) => ({ year, status, source })).toSorted((a, b) => a.year - b.year);
  const days = content.years.flatMap((year) => year.days);
  await sql.query('insert into calendar (code, version, name_zh, name_en, years, recorded_at) values ($1, $2, $3, $4, $5, $6)', [
    code,
    version,
    name.zh,
    name.en,
    JSON.stringify(years),
    clock.now(),
  ]);
  await sql.query(
    `insert into calendar_day (calendar, version, day, kind, name_zh, name_en)
     select $1, $2, * from unnest($3::date[], $4::text[], $5::text[], $6::text[])`,
    [
      code,
      version,
      days.map((each) => each.day),
      days.map((each) => each.kind),
      days.map((each) => each.name.zh),
      days.map((each) => each.name.en),
    ],
  );
  return { calendar, added: true };
}
