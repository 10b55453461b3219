import { Calendar, type CalendarEdition, type CalendarYear, type SpecialDay } from '#standards/calendar.ts';
import { isDay } from '#standards/day.ts';

/** What a pack says of one calendar; the store gives it its version. */
export type CalendarContent = Omit<CalendarEdition, 'version'>;

function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${place}: not an object`);
  // An object from JSON has string keys and unknown members, which is all this says.
  return value as Record<string, unknown>;
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${place}: not a text`);
  return value;
}

function bilingual(value: unknown, place: string): { zh: string; en: string } {
  const { zh, en } = object(value, place);
  return { zh: text(zh, `${place}.zh`), en: text(en, `${place}.en`) };
}

function specialDay(value: unknown, place: string): SpecialDay {
  const { day, kind, name } = object(value, place);
  const when = text(day, `${place}.day`);
  if (!isDay(when)) throw new Error(`${place}.day: not a day: ${when}`);
  if (kind !== 'holiday' && kind !== 'workday') throw new Error(`${place}.kind: 'holiday' or 'workday'`);
  return { day: when, kind, name: bilingual(name, `${place}.name`) };
}

function calendarYear(value: Record<string, unknown>, place: string): CalendarYear {
  const { year, status, source, days } = value;
  if (typeof year !== 'number' || !Number.isInteger(year)) throw new Error(`${place}.year: not a year`);
  if (status !== 'confirmed' && status !== 'unverified') throw new Error(`${place}.status: 'confirmed' or 'unverified'`);
  if (!Array.isArray(days)) throw new Error(`${place}.days: not a list`);
  const read = days.map((each: unknown, index) => specialDay(each, `${place}.days[${index}]`));
  return { year, status, source: text(source, `${place}.source`), days: read };
}

/**
 * Joins a pack's files, one per year and calendar, into one content per calendar code, years in order. Each file is
 * `{code, name, year, status, source, days:[{day, kind, name}]}`. Throws an Error that names the file and the member.
 */
export function calendarContents(files: readonly { readonly name: string; readonly json: unknown }[]): readonly CalendarContent[] {
  const byCode = new Map<string, { code: string; name: { zh: string; en: string }; years: CalendarYear[] }>();
  for (const file of files) {
    const json = object(file.json, file.name);
    const code = text(json.code, `${file.name}.code`);
    const content = byCode.get(code) ?? { code, name: bilingual(json.name, `${file.name}.name`), years: [] };
    content.years.push(calendarYear(json, file.name));
    byCode.set(code, content);
  }
  return [...byCode.values()].map((content) => {
    const sorted = { ...content, years: content.years.toSorted((a, b) => a.year - b.year) };
    // A calendar that contradicts itself is refused here, before it reaches the database.
    new Calendar({ ...sorted, version: 0 });
    return sorted;
  });
}
