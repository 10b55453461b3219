import type { Row } from '#kernel/lifecycle/table.ts';
import { isSealed, maskText } from '#kernel/sealing/sealed-text.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { AnyRecordType } from './define.ts';
import { type AnyField, disclosureOf, type Fields } from './field.ts';

const texts = new Set<AnyField['kind']>(['text', 'long-text', 'code', 'phone']);

/** Personal texts lie in the table sealed; only a mask of them can be read there. */
export function isSealedField(field: AnyField | undefined): boolean {
  return field !== undefined && disclosureOf(field) === 'personal' && texts.has(field.kind);
}

/** Where a sealed value of a record belongs. */
export function sealContext(type: AnyRecordType, id: string, name: string): string {
  return `${type.name}.${id}.${name}`;
}

/** What goes into the column of a field. */
export function sealValue(vault: Vault, type: AnyRecordType, id: string, name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !isSealedField(type.fields[name])) return value;
  return vault.seal(value, sealContext(type, id, name), maskText(value));
}

/** A value as it was given; what is not sealed is left as it is. */
export function openValue(vault: Vault, type: AnyRecordType, id: string, name: string, value: unknown): unknown {
  return typeof value === 'string' && isSealed(value) ? vault.open(value, sealContext(type, id, name)) : value;
}

/** The row with its personal texts as they were given: for the executor, which compares and decides. */
export function openRow(vault: Vault, type: AnyRecordType, row: Row<Fields>): Row<Fields> {
  const names = Object.keys(type.fields).filter((name) => isSealedField(type.fields[name]));
  if (names.length === 0) return row;
  return { ...row, ...Object.fromEntries(names.map((name) => [name, openValue(vault, type, row.id, name, row[name])])) };
}
