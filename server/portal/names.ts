import { dayOf } from '#kernel/clock/zone.ts';
import { codeOf, regionLevels } from '#kernel/scope/region-path.ts';
import type { Reference } from '#server/reference.ts';
import type { Language, Text } from './language.ts';

/** What stands where nothing is known. */
export const nothing = '—';

export function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : nothing;
}

/** The name of a choice; a code that is no choice any more stands as it is. */
export function choiceOf(options: Readonly<Record<string, Text>>, value: unknown, language: Language): string {
  return typeof value !== 'string' ? nothing : (options[value]?.[language] ?? value);
}

export function organisationOf(reference: Reference, code: unknown, language: Language): string {
  return typeof code === 'string' ? (reference.organisationName(code)?.[language] ?? code) : nothing;
}

/** A place from the city down; the province when that is all there is. */
export function placeOf(reference: Reference, path: unknown, language: Language): string {
  if (typeof path !== 'string') return nothing;
  const parts = path.split('.');
  const names = (parts.length > 1 ? parts.slice(1) : parts).flatMap((code) => reference.region(code)?.name[language] ?? []);
  return names.length === 0 ? nothing : language === 'zh' ? names.join('') : names.reverse().join(', ');
}

/** The level column that answers for a region down to the county, and its number. */
export function levelOf(path: string): { readonly column: string; readonly code: number } | null {
  const column = regionLevels[path.split('.').length - 1];
  return column === 'city' || column === 'county' ? { column, code: Number(codeOf(path)) } : null;
}

export function dayText(value: unknown): string {
  return value instanceof Date ? dayOf(value) : textOf(value);
}
