import type { Language, Text } from '#kernel/text.ts';

export type { Language, Text } from '#kernel/text.ts';

/** Where the portal lies; Chinese at the root, English below it. */
const roots = { zh: '/public', en: '/public/en' } as const satisfies Record<Language, string>;

export const languages: readonly Language[] = ['zh', 'en'];

/** How a language is named to a browser. */
export const codes = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>;

/** The address of a page: `path` is empty for the home page, else begins with a slash. */
export function addressOf(language: Language, path: string): string {
  return `${roots[language]}${path}`;
}

/** Puts one of the two languages in; `{name}` in a sentence is replaced by its value. */
export function sentence(text: Text, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
