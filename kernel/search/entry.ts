import type { Row } from '#kernel/lifecycle/table.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { initialsOf, partsOfInitials } from './initials.ts';
import { lexemesOf, scopeLexemes } from './lexemes.ts';
import { plainText } from './plain.ts';
import { searchableOf } from './searchable.ts';

/** A record's line in the index; a record that is partly public has a second one, made of its public facts alone. */
export interface SearchEntry {
  readonly record_type: string;
  readonly record_id: string;
  readonly audience: 'inside' | 'public';
  readonly version: number;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly agency: string | null;
  /** Plain, as the rest. */
  readonly title: string;
  readonly content: string;
  readonly lexemes: readonly string[];
}

function textOf(row: Row<Fields>, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}

function scopeOf(row: Row<Fields>): string[] {
  return [
    ...scopeLexemes.regions(row.region),
    scopeLexemes.line(row.line),
    ...(row.subject === null ? [] : [scopeLexemes.subject(row.subject)]),
    ...(row.agency === null ? [] : [scopeLexemes.agency(row.agency)]),
  ];
}

function isOpen(type: AnyRecordType, row: Row<Fields>): boolean {
  const { disclosure } = type;
  if (disclosure === undefined || !disclosure.states.includes(row.state)) return false;
  return disclosure.flag === undefined || row[disclosure.flag] === true;
}

/**
 * The entries of one record as it is now.
 * @param former the names that it had before, of a type whose records are named.
 */
export function entriesOf(type: AnyRecordType, row: Row<Fields>, former: readonly string[]): readonly SearchEntry[] {
  const { fields, open, named } = searchableOf(type);
  const names = named ? [textOf(row, type.title), ...former] : [];
  const initials = names.flatMap((name) => partsOfInitials(initialsOf(name)).map(scopeLexemes.initials));
  const entry = (audience: SearchEntry['audience'], shown: readonly string[], scope: readonly string[]): SearchEntry => {
    const content = plainText([...shown.map((name) => textOf(row, name)), ...former].filter((each) => each !== '').join('\n'));
    const { version, region, line, subject, agency } = row;
    return {
      ...{ record_type: type.name, record_id: row.id, audience, version, region, line, subject, agency, content },
      title: plainText(textOf(row, type.title)),
      lexemes: [...new Set([...lexemesOf(content), ...initials, ...scope])],
    };
  };
  const inside = entry('inside', fields, scopeOf(row));
  return open.length > 0 && isOpen(type, row) ? [inside, entry('public', open, [scopeLexemes.open])] : [inside];
}
