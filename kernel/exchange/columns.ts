import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField } from '#kernel/record/field.ts';
import type { ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';

/** A column of a sheet: a field of the act that makes the record. */
export interface ImportColumn {
  readonly name: string;
  readonly field: AnyField;
  readonly required: boolean;
}

/** The act that makes a record from a row. */
export interface Maker {
  readonly action: string;
  readonly by: readonly Role[];
  readonly columns: readonly ImportColumn[];
}

/** The column by which a row is known again when no field of the record is unique. */
export const keyColumn = {
  name: '#key',
  label: { zh: '来源编号', en: 'Source number' },
} as const;

/** A file has no place in a cell, and people and lists are entered where they can be chosen. */
const withoutCell: ReadonlySet<string> = new Set(['files', 'list', 'person']);

/** The first act that makes a record of this type, or null when a row of a sheet cannot say what it asks for. */
export function makerOf(type: AnyRecordType): Maker | null {
  const found = Object.entries(type.lifecycle.actions).find(([, each]) => each.from === null && !each.consequence && each.by.length > 0);
  if (found === undefined) return null;
  const [action, { by, fills = [], offers = [] }] = found;
  const columns = [...fills, ...offers].flatMap((name): ImportColumn[] => {
    const field = type.fields[name];
    return field === undefined || withoutCell.has(field.kind) ? [] : [{ name, field, required: fills.includes(name) }];
  });
  return fills.every((name) => columns.some((each) => each.name === name)) ? { action, by, columns } : null;
}

/** Imports are for those who keep registers: an enterprise or an intermediary enters its own records one by one. */
export function readsImports(actor: { readonly reader: ReaderKind }): boolean {
  return actor.reader === 'officer' || actor.reader === 'line';
}

/** Whether this post may import the type: it may make such a record, and sees more than its own enterprise. */
export function mayImport(actor: { readonly roles: readonly Role[]; readonly reader: ReaderKind }, type: AnyRecordType): boolean {
  const maker = makerOf(type);
  return readsImports(actor) && (maker?.by.some((role) => actor.roles.includes(role)) ?? false);
}

/** The one field whose value no two records share, or null. */
export function naturalKeyOf(type: AnyRecordType): string | null {
  return type.unique?.find((each) => each.fields.length === 1)?.fields[0] ?? null;
}

export function headerOf(column: ImportColumn): Text {
  const star = column.required ? '*' : '';
  if (column.field.kind === 'point')
    return { zh: `${column.field.label.zh}（经度,纬度）${star}`, en: `${column.field.label.en} (longitude, latitude)${star}` };
  if (column.field.kind === 'money') return { zh: `${column.field.label.zh}（元）${star}`, en: `${column.field.label.en} (yuan)${star}` };
  return { zh: `${column.field.label.zh}${star}`, en: `${column.field.label.en}${star}` };
}

/** What two headers that mean the same have in common: no star, no remark in brackets, no spaces, one case. */
function bare(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/[\s*]/g, '')
    .toLowerCase();
}

export interface Layout {
  /** For each column of the sheet the field that it fills, or null. */
  readonly names: readonly (string | null)[];
  readonly headers: readonly string[];
}

/** Reads a row of headers: labels in either language, or the fields' names. Of two columns with one header the first counts. */
export function layoutOf(columns: readonly ImportColumn[], headers: readonly string[]): Layout {
  const known = new Map<string, string>([
    [bare(keyColumn.label.zh), keyColumn.name],
    [bare(keyColumn.label.en), keyColumn.name],
  ]);
  for (const { name, field } of columns) for (const each of [name, field.label.zh, field.label.en]) known.set(bare(each), name);
  const taken = new Set<string>();
  const names = headers.map((header) => {
    const name = known.get(bare(header)) ?? null;
    if (name === null || taken.has(name)) return null;
    taken.add(name);
    return name;
  });
  return { names, headers };
}

export function understood({ names }: Layout): number {
  return names.filter((each) => each !== null).length;
}

/** The headers that no field answers to. */
export function strangers({ names, headers }: Layout): string[] {
  return headers.filter((header, index) => header.trim() !== '' && (names[index] ?? null) === null);
}
