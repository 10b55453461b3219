import type { Language, Text } from '#kernel/text.ts';

/** The terminal's language: ANWANG_LANG, else the locale's. */
export function language(): Language {
  const chosen = process.env.ANWANG_LANG ?? process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? '';
  return chosen.startsWith('zh') ? 'zh' : 'en';
}

export function inLanguage(text: Text): string {
  return text[language()];
}
