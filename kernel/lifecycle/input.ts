import type { Detail } from '#kernel/problem/problem.ts';
import { checkValue, isBlank } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { illFormed, missing, unexpected } from './refusal.ts';
import type { ActionSpec } from './table.ts';

interface Read {
  readonly values: Readonly<Record<string, unknown>>;
  readonly refusals: readonly Detail[];
}

/** A value as it is kept: text without the white space around it, each line of a list with every cell, an empty one as null. */
function settled(field: AnyField, value: unknown): unknown {
  if (field.kind !== 'list' || !Array.isArray(value)) return typeof value === 'string' ? value.trim() : value;
  return value.map((line: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.keys(field.items).map((cell) => [cell, isBlank(line[cell]) ? null : line[cell]])),
  );
}

/** Reads an act's input against what it fills and offers: missing first, then what it does not take, then what is ill-formed. */
export function readInput(type: AnyRecordType, action: ActionSpec<Fields, string>, input: Readonly<Record<string, unknown>>): Read {
  const fills = action.fills ?? [];
  const accepted = new Set([...fills, ...(action.offers ?? [])]);
  const lacking: Detail[] = [];
  for (const name of fills) {
    const field = type.fields[name];
    if (field !== undefined && isBlank(input[name])) lacking.push(missing(name, field));
  }
  const extra: Detail[] = [];
  const wrong: Detail[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const field = accepted.has(name) ? type.fields[name] : undefined;
    if (field === undefined) extra.push(unexpected(name));
    else if (isBlank(value)) values[name] = null;
    else {
      const text = checkValue(field, value);
      if (text !== null) wrong.push(illFormed(name, text));
      values[name] = text === null ? settled(field, value) : value;
    }
  }
  return { values, refusals: [...lacking, ...extra, ...wrong] };
}

/**
 * The part of an input that facts may be looked up by: fields of the type with values of their form. Facts are loaded before `decide` has judged the
 * input, and a lookup's conditions become SQL: what is not well-formed must not get there.
 */
export function wellFormed(type: AnyRecordType, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      return field !== undefined && !isBlank(value) && checkValue(field, value) === null;
    }),
  );
}
