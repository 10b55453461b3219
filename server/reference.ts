import { effectiveDeadline } from '#kernel/clock/due.ts';
import type { LadderParameters } from '#kernel/clock/ladder.ts';
import { loadCalendars } from '#kernel/clock/store.ts';
import { dayOf, endOfDay } from '#kernel/clock/zone.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { Environment, Parameter } from '#kernel/lifecycle/decision.ts';
import type { DueSpec, Register } from '#kernel/lifecycle/table.ts';
import { Parameters } from '#kernel/parameters/parameters.ts';
import { loadParameters } from '#kernel/parameters/store.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Explained, Text } from '#kernel/text.ts';
import { Calendar } from '#standards/calendar.ts';

interface Organisation {
  readonly region: string;
  readonly line: string;
  readonly name: Text;
  readonly current: boolean;
}

export interface Region {
  readonly code: string;
  readonly path: string;
  readonly parent: string | null;
  readonly name: Text;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/**
 * What every decision may look up: parameters, the calendar, organisations. Held in memory and loaded anew by `refresh`; a decision sees one state of it.
 */
export interface Reference {
  refresh(): Promise<void>;
  parameter(day: string): (name: string) => Parameter;
  readonly deadline: Environment['deadline'];
  readonly register: Register;
  calendar(): Calendar;
  region(code: string): Region | undefined;
  /** The regions directly inside `code`; the topmost ones for null. */
  regionsIn(code: string | null): readonly Region[];
  organisationName(code: string): Text | undefined;
  /** Abolished ones among them. */
  organisationCodes(): Iterable<string>;
  parameters(): Parameters;
  ladder(moment: Date): LadderParameters;
}

const emptyCalendar = new Calendar({ code: 'cn', version: 1, name: { zh: '未载入', en: 'not loaded' }, years: [] });

/** The calendar of the country's public holidays, which all deadlines count by. */
const calendarCode = 'cn';

function deadlineOf(calendar: Calendar, due: DueSpec, moment: Date): Explained<string> {
  if ('until' in due) {
    const text = { zh: `至 ${due.until} 当日终了`, en: `Until the end of ${due.until}` };
    return { value: endOfDay(due.until).toISOString(), because: [{ rule: 'named-day', text, inputs: { until: due.until } }] };
  }
  const { value, because } = effectiveDeadline({ base: due.from ?? moment, period: due.period, calendar });
  return { value: value.due_at.toISOString(), because };
}

const organisationText = `select code, region, line, valid_to is null as current, json_build_object('zh', name_zh, 'en', name_en) as name from organisation`;
const regionText = `select code, path, parent, json_build_object('zh', name_zh, 'en', name_en) as name, longitude, latitude from region
  where valid_to is null order by code`;

function groupByParent(regions: readonly Region[]): Map<string | null, Region[]> {
  const groups = new Map<string | null, Region[]>();
  for (const each of regions) groups.set(each.parent, [...(groups.get(each.parent) ?? []), each]);
  return groups;
}

export async function openReference(database: Database): Promise<Reference> {
  let calendar = emptyCalendar;
  let parameters = new Parameters([]);
  let organisations: ReadonlyMap<string, Organisation> = new Map();

  let regions: ReadonlyMap<string, Region> = new Map();
  let children: ReadonlyMap<string | null, readonly Region[]> = new Map();

  async function refresh(): Promise<void> {
    await database.transaction(async (sql) => {
      await sql.query(enterWriter);
      const calendars = await loadCalendars(sql);
      calendar = calendars.get(calendarCode) ?? [...calendars.values()][0] ?? emptyCalendar;
      parameters = await loadParameters(sql);
      // Abolished ones keep their names: old records speak of them.
      organisations = new Map((await sql.query<Organisation & { code: string }>(organisationText)).rows.map((each) => [each.code, each]));
      const found = (await sql.query<Region>(regionText)).rows;
      regions = new Map(found.map((each) => [each.code, each]));
      children = groupByParent(found);
    });
  }

  await refresh();
  return {
    refresh,
    parameter: (day) => (name) => parameters.row(name, day),
    deadline: (due, moment) => deadlineOf(calendar, due, moment),
    register: {
      organisation: (code) => {
        const found = organisations.get(code);
        return found?.current === true ? found : undefined;
      },
      workingDays: (from, to) => calendar.countWorkingDays(from, to).value,
    },
    calendar: () => calendar,
    region: (code) => regions.get(code),
    regionsIn: (code) => children.get(code) ?? [],
    organisationName: (code) => organisations.get(code)?.name,
    organisationCodes: () => organisations.keys(),
    parameters: () => parameters,
    ladder: (moment) => {
      const day = dayOf(moment);
      return {
        rung_working_days: parameters.numbers('ladder.rung-working-days', day),
        warn_days: parameters.numbers('ladder.warn-days', day),
      };
    },
  };
}
