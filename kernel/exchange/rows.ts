import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '#kernel/ledger/canonical.ts';
import { readInput } from '#kernel/lifecycle/input.ts';
import { illFormed } from '#kernel/lifecycle/refusal.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { type Cell, type Directory, readCell, textOf } from './cells.ts';
import { keyColumn, type Layout, type Maker, naturalKeyOf } from './columns.ts';

/** A row of a sheet as what the act would take, and what is wrong with its form. */
export interface ReadRow {
  readonly input: Readonly<Record<string, unknown>>;
  /** By which the row is known again. */
  readonly key: string;
  readonly problems: readonly Detail[];
}

/** Stands for a record that is still to be found, so that everything else can be checked before. */
const someId = '00000000-0000-4000-8000-000000000000';

/** SHA-256 of what a row says, whatever its cells look like. */
export function digestOf(input: Readonly<Record<string, unknown>>): Buffer {
  // cast: cells read as field values are JSON
  const text = canonicalJson(input as Json);
  return createHash('sha256').update(text).digest();
}

function formProblems(type: AnyRecordType, maker: Maker, input: Readonly<Record<string, unknown>>, met: readonly Detail[]): Detail[] {
  const action = type.lifecycle.actions[maker.action];
  if (action === undefined) return [...met];
  const shaped = Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      type.fields[name]?.kind === 'ref' && !isId(value) && value !== null ? someId : value,
    ]),
  );
  const named = new Set(met.map((each) => each.field));
  return [...met, ...readInput(type, action, shaped).refusals.filter((each) => !named.has(each.field))];
}

/** Reads a row. Every cell that is wrong is told, not only the first. */
export function readRow(type: AnyRecordType, maker: Maker, { names }: Layout, cells: readonly Cell[], directory: Directory): ReadRow {
  const input: Record<string, unknown> = {};
  const met: Detail[] = [];
  let given = '';
  for (const [index, name] of names.entries()) {
    const cell = cells[index] ?? null;
    if (name === keyColumn.name) given = textOf(cell);
    const field = name === null ? undefined : type.fields[name];
    if (name === null || field === undefined) continue;
    const read = readCell(field, cell, directory);
    if ('text' in read) met.push(illFormed(name, read.text));
    else if (read.value !== null) input[name] = read.value;
  }
  const natural = naturalKeyOf(type);
  const value = natural === null ? undefined : input[natural];
  const key = given !== '' ? given : typeof value === 'string' ? value : digestOf(input).toString('hex');
  return { input, key: key.slice(0, 200), problems: formProblems(type, maker, input, met) };
}

/** Two rows of one sheet that are the same record: the second is refused. */
export function sameRow(type: AnyRecordType, first: number): Detail {
  const field = naturalKeyOf(type);
  const text = { zh: `与第 ${first} 行是同一条记录`, en: `The same record as row ${first}` };
  return { code: 'same-row', text, ...(field === null ? {} : { field }) };
}
