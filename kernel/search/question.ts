import { Problem } from '#kernel/problem/problem.ts';
import { type Term, termsOf } from './lexemes.ts';
import { plainText, runsOf } from './plain.ts';

/** What somebody looks for. */
export interface Question {
  /** Plain, as it was typed. */
  readonly phrase: string;
  readonly terms: readonly Term[];
}

/** Longer is a text, not a question. */
export const longestQuestion = 80;
/** Each further term is one more look-up; nobody types more. */
const mostTerms = 12;

function refused(zh: string, en: string): Problem {
  return new Problem('invalid', [{ code: 'search', field: 'q', text: { zh, en } }]);
}

/** @throws Problem `invalid` at `q`: too long, or nothing in it that could be looked for. */
export function questionOf(typed: string): Question {
  const phrase = plainText(typed)
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim();
  const length = [...phrase].length;
  if (length > longestQuestion) throw refused(`搜索内容最多 ${longestQuestion} 个字`, `Search for at most ${longestQuestion} characters`);
  const runs = runsOf(phrase);
  if (!runs.some(({ kind, text }) => kind === 'han' || [...text].length >= 2))
    throw refused('请至少输入一个汉字，或两个字母、数字', 'Enter at least one Chinese character, or two letters or digits');
  const terms = termsOf(phrase);
  if (terms.length > mostTerms) throw refused(`请用不超过 ${mostTerms} 个词搜索`, `Search for at most ${mostTerms} words`);
  return { phrase, terms };
}
