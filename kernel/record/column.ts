import { Jsonb } from '#kernel/database/write.ts';
import type { AnyRecordType } from './define.ts';
import type { AnyField } from './field.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  /** A check constraint on the value, for what the database can hold by itself. */
  readonly check?: string;
}

function quoted(values: readonly string[]): string {
  return values.map((each) => `'${each.replaceAll("'", "''")}'`).join(', ');
}

function columnType(field: AnyField): string {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'code':
    case 'phone':
    case 'choice':
    case 'organisation':
      return 'text';
    case 'region':
      return 'text collate "C"';
    case 'choices':
      return 'text[]';
    case 'flag':
      return 'boolean';
    case 'integer':
      return 'integer';
    case 'decimal':
      return 'double precision';
    case 'money':
      return 'bigint';
    case 'date':
      return 'date';
    case 'moment':
      return 'timestamptz';
    case 'ref':
    case 'person':
      return 'uuid';
    case 'files':
      return 'uuid[]';
    case 'point':
    case 'list':
      return 'jsonb';
  }
}

/** A list longer than this is a published code list that grows with its editions: `decide` checks it, the table does not. */
const longestEnumeration = 40;

export function columnOf(name: string, field: AnyField): Column {
  const type = columnType(field);
  if (field.kind === 'choice' && Object.keys(field.options).length <= longestEnumeration)
    return { name, type, check: `${name} in (${quoted(Object.keys(field.options))})` };
  if (field.kind === 'choices') return { name, type, check: `${name} <@ array[${quoted(Object.keys(field.options))}]::text[]` };
  if ((field.kind === 'integer' || field.kind === 'money' || field.kind === 'decimal') && field.min !== undefined) {
    return { name, type, check: `${name} >= ${field.min}` };
  }
  return { name, type };
}

/** The columns that every record has, with the level columns that lists compare for equality. */
export const systemColumns: readonly Column[] = [
  { name: 'id', type: 'uuid primary key' },
  { name: 'version', type: 'integer not null', check: 'version > 0' },
  { name: 'state', type: 'text not null' },
  { name: 'region', type: 'text collate "C" not null' },
  { name: 'city', type: `integer generated always as (nullif(split_part(region, '.', 2), '')::integer) stored` },
  { name: 'county', type: `integer generated always as (nullif(split_part(region, '.', 3), '')::integer) stored` },
  { name: 'township', type: `integer generated always as (nullif(split_part(region, '.', 4), '')::integer) stored` },
  { name: 'line', type: `text not null default ''` },
  { name: 'subject', type: 'uuid' },
  { name: 'agency', type: 'text' },
  { name: 'desk', type: 'text' },
  { name: 'due_at', type: 'timestamptz' },
  { name: 'rung', type: 'smallint not null default 0' },
  { name: 'opened_at', type: 'timestamptz not null' },
  { name: 'changed_at', type: 'timestamptz not null' },
];

const systemNames = new Set(systemColumns.map((each) => each.name));

/** A field named as a scope column (an enterprise's own region and line) is that column. */
export function ownColumns(type: AnyRecordType): readonly Column[] {
  const own = Object.entries(type.fields).filter(([name]) => !systemNames.has(name));
  return own.map(([name, field]) => columnOf(name, field));
}

const momentColumns = ['due_at', 'opened_at', 'changed_at'];

/** The names whose values the driver gives as Date and the platform keeps as ISO text. */
export function momentNames(type: AnyRecordType): readonly string[] {
  return [...momentColumns, ...Object.keys(type.fields).filter((name) => type.fields[name]?.kind === 'moment')];
}

/** What goes to the database for a value. */
export function encodeValue(field: AnyField | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return field?.kind === 'list' || field?.kind === 'point' ? new Jsonb(value) : value;
}
