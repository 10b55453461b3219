import type { Row } from '#kernel/lifecycle/table.ts';
import { maskText } from '#kernel/sealing/sealed-text.ts';
import { momentNames, ownColumns } from './column.ts';
import type { AnyRecordType } from './define.ts';
import { disclosureOf, type Fields } from './field.ts';

const systemNames = ['id', 'version', 'state', 'region', 'line', 'subject', 'agency', 'desk', 'due_at', 'rung', 'opened_at', 'changed_at'];

/** What follows from a definition follows once: it is asked for with every row. */
function oncePerType<T>(derive: (type: AnyRecordType) => T): (type: AnyRecordType) => T {
  const known = new WeakMap<AnyRecordType, { readonly value: T }>();
  return (type) => {
    const found = known.get(type) ?? { value: derive(type) };
    known.set(type, found);
    return found.value;
  };
}

const columnNames = oncePerType((type) => [...systemNames, ...ownColumns(type).map((each) => each.name)]);
const plainList = oncePerType((type) => columnNames(type).join(', '));
const moments = oncePerType(momentNames);

/** The columns of a row, without the generated ones. */
export function columnList(type: AnyRecordType, alias = ''): string {
  if (alias === '') return plainList(type);
  return columnNames(type)
    .map((name) => `${alias}.${name}`)
    .join(', ');
}

/** A row as the database gives it, as the platform speaks of it: moments become ISO text. Changes the object that it is given. */
export function decodeRow(type: AnyRecordType, raw: Record<string, unknown>): Row<Fields> {
  for (const name of moments(type)) {
    const value = raw[name];
    if (value instanceof Date) raw[name] = value.toISOString();
  }
  // The statement selects exactly columnList(type), which is Row's shape.
  return raw as Row<Fields>;
}

/** What is left to see of a personal value, sealed or not. */
export function mask(value: unknown): unknown {
  if (typeof value !== 'string') return value === null ? null : '***';
  return maskText(value);
}

/** The row as it leaves the server: personal values masked, those inside lists too. */
export function maskRow(type: AnyRecordType, row: Row<Fields>): Row<Fields> {
  const hidden = personalNames(type);
  if (hidden.length === 0) return row;
  return { ...row, ...Object.fromEntries(hidden.map((name) => [name, mask(row[name])])) };
}

export const personalNames = oncePerType((type): readonly string[] =>
  Object.entries(type.fields).flatMap(([name, field]) => (disclosureOf(field) === 'personal' ? [name] : [])),
);
