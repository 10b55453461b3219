import { fontOf } from './fonts.ts';

/** Shown for a character that no font of ours has. */
const box = '□';

/** What stands in for a value after `change` has gone through every text in it. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
}

/** The texts of a value with a box for each character that no font has, and those characters, each once. */
export function withBoxes<T>(value: T): { readonly value: T; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const change = (text: string) =>
    [...text].map((character) => {
      if (fontOf(character) !== 'missing') return character;
      missing.add(character);
      return box;
    });
  // Only texts are changed, into texts: the shape stays.
  return { value: mapTexts(value, (text) => change(text).join('')) as T, missing: [...missing] };
}
