import type { AnyRecordType } from '#kernel/record/define.ts';
import { disclosureOf } from '#kernel/record/field.ts';

/** What of a record is looked through. */
export interface Searchable {
  /** The title first; then the texts, codes and numbers that its list shows or filters by. Never a personal one. */
  readonly fields: readonly string[];
  /** Those that everybody may read; empty where the type discloses nothing, or not its title. */
  readonly open: readonly string[];
  /** Whether it is a name: found by its Mandarin initials, and under the names it had before. */
  readonly named: boolean;
}

const texts = new Set(['text', 'code']);

/** Derived from the definition: nobody says twice what a record is called and which of its facts its list shows. */
export function searchableOf(type: AnyRecordType): Searchable {
  const names = [...new Set([type.title, ...type.list.columns, ...type.list.filters])];
  const fields = names.filter((name) => {
    const field = type.fields[name];
    return field !== undefined && texts.has(field.kind) && disclosureOf(field) !== 'personal';
  });
  const open = fields.filter((name) => disclosureOf(type.fields[name] ?? {}) === 'public');
  const opens = type.disclosure !== undefined && open.includes(type.title);
  return { fields, open: opens ? open : [], named: type.subject === 'self' && fields.includes(type.title) };
}
