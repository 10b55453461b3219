import { isId } from '#kernel/record/check.ts';
import type { Platform } from '#server/platform.ts';

/** The parameters that pages know. */
const known = ['after', 'q', 'region', 'state'] as const;

const longest_glyphs = 60;

/**
 * The parameters of a request that mean something, in one order: an address that only differs in others is the same page. What no page would
 * understand (a region that is none, a place in a list that is none) is left out.
 */
export function queryOf(platform: Platform, given: unknown, wanted: readonly (typeof known)[number][]): Readonly<Record<string, string>> {
  const query: Record<string, string> = {};
  for (const name of known.filter((each) => wanted.includes(each))) {
    const value: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
    if (typeof value !== 'string') continue;
    const text = [...value.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, longest_glyphs).join('');
    if (text !== '' && isMeant(platform, name, text)) query[name] = text;
  }
  return query;
}

function isMeant(platform: Platform, name: (typeof known)[number], value: string): boolean {
  switch (name) {
    case 'after':
      return isId(value);
    case 'region':
      return platform.reference.region(value) !== undefined;
    case 'state':
      return value === 'open' || value === 'delisted';
    case 'q':
      return true;
  }
}
