import type { Because, Explained, Text } from '#kernel/text.ts';
import { type Day, isDay } from '#standards/day.ts';

export type ParameterValue = string | number | boolean | null | readonly ParameterValue[] | { readonly [key: string]: ParameterValue };

/** One figure of a law, a standard or the province, from a day on. */
export interface ParameterRow {
  readonly name: string;
  readonly valid_from: Day;
  readonly value: ParameterValue;
  /** What the value counts: 'working-day', 'natural-day', 'ppm' … */
  readonly unit: string;
  readonly title: Text;
  readonly source: string;
  /** `unverified` is 待核: an official has not confirmed it yet. */
  readonly status: 'confirmed' | 'unverified';
}

/** All figures at one moment of loading, by name and day. It never changes: a new load makes a new one. */
export class Parameters {
  readonly #byName = new Map<string, readonly ParameterRow[]>();

  /** Throws when a name has two rows for one day. */
  constructor(rows: readonly ParameterRow[]) {
    for (const row of rows) this.#byName.set(row.name, [...(this.#byName.get(row.name) ?? []), row]);
    for (const [name, own] of this.#byName) {
      const sorted = own.toSorted((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
      const twice = sorted.find((row, index) => row.valid_from === sorted[index + 1]?.valid_from);
      if (twice !== undefined) throw new Error(`the parameter ${name} has two values from ${twice.valid_from}`);
      this.#byName.set(name, sorted);
    }
  }

  /** Every name, sorted. */
  names(): readonly string[] {
    return [...this.#byName.keys()].sort();
  }

  /** The rows of a name, oldest first: what it was, is and will be. Empty when unknown. */
  history(name: string): readonly ParameterRow[] {
    return this.#byName.get(name) ?? [];
  }

  /** The row in force on `day`. Throws an Error on a name that nobody has set, and on a day before its first. */
  row(name: string, day: Day): ParameterRow {
    const rows = this.#byName.get(name);
    if (rows === undefined) throw new Error(`there is no parameter ${name}`);
    const row = rows.findLast((each) => each.valid_from <= day);
    if (row === undefined) throw new Error(`the parameter ${name} has no value on ${day}: its first is from ${rows[0]?.valid_from}`);
    return row;
  }

  /** The value in force on `day` with where it comes from. Throws as `row` does. */
  value(name: string, day: Day): Explained<ParameterValue> {
    const row = this.row(name, day);
    return { value: row.value, because: [because(row)] };
  }

  /** The value as a number. Throws as `row` does, and when it is none. */
  number(name: string, day: Day): number {
    const { value } = this.row(name, day);
    if (typeof value !== 'number') throw new Error(`the parameter ${name} is not a number: ${JSON.stringify(value)}`);
    return value;
  }

  /** The value as a list of numbers. Throws as `row` does, and when it is none. */
  numbers(name: string, day: Day): readonly number[] {
    const { value } = this.row(name, day);
    if (!Array.isArray(value)) throw new Error(`the parameter ${name} is not a list of numbers: ${JSON.stringify(value)}`);
    return value.map((each: unknown) => {
      if (typeof each !== 'number') throw new Error(`the parameter ${name} is not a list of numbers: ${JSON.stringify(value)}`);
      return each;
    });
  }
}

function because(row: ParameterRow): Because {
  const value = JSON.stringify(row.value);
  return {
    rule: row.name,
    text: { zh: `${row.title.zh}：${value}（自 ${row.valid_from} 起）`, en: `${row.title.en}: ${value} (from ${row.valid_from})` },
    inputs: { name: row.name, valid_from: row.valid_from, unit: row.unit },
    source: row.source,
    status: row.status,
  };
}

const members = ['name', 'valid_from', 'value', 'unit', 'title', 'source', 'status'];

function text(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${place}: not a text`);
  return value;
}

function object(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${place}: not an object`);
  // An object from JSON has string keys and unknown members, which is all this says.
  return value as Record<string, unknown>;
}

function readRow(json: unknown, place: string): ParameterRow {
  const row = object(json, place);
  const unknown = Object.keys(row).find((key) => !members.includes(key));
  if (unknown !== undefined) throw new Error(`${place}.${unknown}: no member of a parameter`);
  const { value, status } = row;
  if (value === undefined) throw new Error(`${place}.value: missing`);
  if (status !== 'confirmed' && status !== 'unverified') throw new Error(`${place}.status: 'confirmed' or 'unverified'`);
  const valid_from = text(row.valid_from, `${place}.valid_from`);
  if (!isDay(valid_from)) throw new Error(`${place}.valid_from: not a day: ${valid_from}`);
  const { zh, en } = object(row.title, `${place}.title`);
  return {
    name: text(row.name, `${place}.name`),
    valid_from,
    // The file is JSON, and every JSON value is a ParameterValue.
    value: value as ParameterValue,
    unit: text(row.unit, `${place}.unit`),
    title: { zh: text(zh, `${place}.title.zh`), en: text(en, `${place}.title.en`) },
    source: text(row.source, `${place}.source`),
    status,
  };
}

/** Reads a pack's file: a list of rows. Throws an Error that names the file, the row and the member. */
export function parameterRows(file: string, json: unknown): readonly ParameterRow[] {
  if (!Array.isArray(json)) throw new Error(`${file}: not a list`);
  return json.map((each: unknown, index) => readRow(each, `${file}[${index}]`));
}
