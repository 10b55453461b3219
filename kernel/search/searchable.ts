import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf, type FieldKind } from '#kernel/record/field.ts';

/** What of a record is looked through. */
export interface Searchable {
  /** The title first; then the texts, codes and numbers that its list shows or filters by; never a personal one. */
  readonly fields: readonly string[];
  /** Those that everybody may read; empty where the type discloses nothing, or not its title. */
  readonly open: readonly string[];
  /** Whether it is a name: found by its Mandarin initials, and under the names it had before. */
  readonly named: boolean;
}

const listed: ReadonlySet<FieldKind> = new Set(['text', 'code']);
const written: ReadonlySet<FieldKind> = new Set(['text', 'long-text']);

function chosen(type: AnyRecordType, names: readonly string[], kinds: ReadonlySet<FieldKind>): string[] {
  return names.filter((name) => {
    const field = type.fields[name];
    return field !== undefined && kinds.has(field.kind) && disclosureOf(field) !== 'personal';
  });
}

/** Derived from the definition: nobody says twice what a record is called and which of its facts its list shows. */
export function searchableOf(type: AnyRecordType): Searchable {
  const shown = chosen(type, [...new Set([type.title, ...type.list.columns, ...type.list.filters])], listed);
  // A list of dates and choices alone: then the record is found by what was written in it.
  const fields = shown.length > 0 ? shown : chosen(type, Object.keys(type.fields), written);
  const open = fields.filter((name) => disclosureOf(type.fields[name] ?? {}) === 'public');
  const opens = type.disclosure !== undefined && open.includes(type.title);
  return { fields, open: opens ? open : [], named: type.subject === 'self' && fields.includes(type.title) };
}
