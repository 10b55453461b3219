import { checkValue, isBlank } from '#kernel/record/check.ts';
import type { Text } from '#kernel/text.ts';
import type { Detail, ProblemBody, RecordRow } from '#web/api/types.ts';
import { type AnyAction, type AnyRecordType, fieldOf } from './types.ts';

export type Values = Readonly<Record<string, unknown>>;
/** What is wrong at each field, in both languages, so that it follows a switch of language. */
export type Errors = Readonly<Record<string, readonly Text[]>>;

export function fieldsOf(action: AnyAction): readonly string[] {
  return [...(action.fills ?? []), ...(action.offers ?? [])];
}

export function isRequired(action: AnyAction, name: string): boolean {
  return action.fills?.includes(name) === true;
}

/** Fields that an act fills are asked afresh; those it offers begin with what stands there, except masked ones, which nobody can correct by looking. */
export function initialValues(type: AnyRecordType, action: AnyAction, row: RecordRow | null): Values {
  if (row === null) return {};
  return Object.fromEntries(
    (action.offers ?? []).flatMap((name) => {
      const field = fieldOf(type, name);
      const value = row[name];
      const masked = field?.disclosure === 'personal';
      return masked || value === null || value === undefined ? [] : [[name, value]];
    }),
  );
}

function same(a: unknown, b: unknown): boolean {
  return (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b);
}

/** What is sent: everything that the act asks for, and of what it offers only what was changed; emptied is null. */
export function inputOf(action: AnyAction, initial: Values, values: Values): Values {
  const sent = fieldsOf(action).flatMap((name) => {
    const value = values[name];
    if (!isRequired(action, name) && same(value, initial[name])) return [];
    return [[name, isBlank(value) ? null : value] as const];
  });
  return Object.fromEntries(sent);
}

/** The same checks of form as the server's, before anything is sent. */
export function checkValues(type: AnyRecordType, action: AnyAction, values: Values): Errors {
  const errors: Record<string, readonly Text[]> = {};
  for (const name of fieldsOf(action)) {
    const field = fieldOf(type, name);
    if (field === undefined) continue;
    const value = values[name];
    if (isBlank(value)) {
      if (isRequired(action, name)) errors[name] = [{ zh: `请填写“${field.label.zh}”`, en: `${field.label.en} is required` }];
      continue;
    }
    const wrong = checkValue(field, value);
    if (wrong !== null) errors[name] = [wrong];
  }
  return errors;
}

export interface Sorted {
  readonly errors: Errors;
  /** Details that belong to no field of this form: they stand above it, so that none is lost. */
  readonly others: readonly Detail[];
}

/** Puts a refusal's details at their fields. `list.0.name` belongs to the field `list`. */
export function sortProblem(problem: ProblemBody, names: readonly string[]): Sorted {
  const errors: Record<string, Text[]> = {};
  const others: Detail[] = [];
  for (const detail of problem.details) {
    const name = detail.field?.split('.')[0];
    if (name === undefined || !names.includes(name)) others.push(detail);
    else {
      const here = errors[name] ?? [];
      here.push(detail.text);
      errors[name] = here;
    }
  }
  return { errors, others };
}

export function without(errors: Errors, name: string): Errors {
  if (errors[name] === undefined) return errors;
  return Object.fromEntries(Object.entries(errors).filter(([each]) => each !== name));
}

/** Where a form's draft is kept: one per person, act and record, so that another person at the same desk never finds it. */
export function draftKey(person: string, type: string, id: string | null, action: string): string {
  return `anwang.draft:${person}:${type}:${id ?? 'new'}:${action}`;
}

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What was typed, and the idempotency key of the try that it belongs to: after a lost answer and a reload the same act is tried again, not a second one. */
export interface Draft {
  readonly key: string;
  readonly values: Values;
}

export function readDraft(storage: Storage, place: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(storage.getItem(place) ?? 'null');
    if (typeof draft !== 'object' || draft === null || !('key' in draft) || !('values' in draft)) return null;
    const { key, values } = draft;
    return typeof key === 'string' && typeof values === 'object' && values !== null ? { key, values: { ...values } } : null;
  } catch {
    return null;
  }
}

/** Keeps a draft that differs from what the form began with, and forgets one that does not. */
export function keepDraft(storage: Storage, place: string, draft: Draft, initial: Values): void {
  const names = new Set([...Object.keys(draft.values), ...Object.keys(initial)]);
  const changed = [...names].some((name) => !same(draft.values[name], initial[name]));
  try {
    if (changed) storage.setItem(place, JSON.stringify(draft));
    else storage.removeItem(place);
  } catch {
    // The storage is full or forbidden: the values still stand in the form.
  }
}
