import type { RegionPath } from '#kernel/scope/region-path.ts';
import { runsOf } from './plain.ts';
import { segmenter } from './segment.ts';

/** Codes and numbers are found by their beginning, from this many signs on. */
const shortestPrefix = 4;
/** What lies beyond it tells no two records apart. */
export const longestRun = 24;

function pairsOf(glyphs: readonly string[]): string[] {
  return glyphs.slice(1).map((glyph, index) => `${glyphs[index] ?? ''}${glyph}`);
}

/** The beginnings by which a code or a word of letters is found, itself included. */
function beginnings(run: string): string[] {
  const glyphs = [...run].slice(0, longestRun);
  if (glyphs.length < shortestPrefix) return [run];
  return glyphs.slice(shortestPrefix - 1).map((_, index) => glyphs.slice(0, shortestPrefix + index).join(''));
}

/**
 * What a record is found by, of its plain text: every Chinese character and every two neighbours, so that each fragment is found; every longer word,
 * so that a word is one look-up; every beginning of a code.
 */
export function lexemesOf(plain: string): ReadonlySet<string> {
  const lexemes = new Set<string>();
  for (const { kind, text } of runsOf(plain)) {
    if (kind === 'latin') {
      for (const each of beginnings(text)) lexemes.add(each);
      continue;
    }
    const glyphs = [...text];
    for (const each of [...glyphs, ...pairsOf(glyphs)]) lexemes.add(each);
    for (const word of segmenter().allWords(text)) if ([...word].length > 2) lexemes.add(word);
  }
  return lexemes;
}

/** Marks that no text has: the function that reads the index adds the reader's own to whatever is asked. */
export const scopeLexemes = {
  regions: (path: RegionPath) => path.split('.').map((code) => `:r${code}`),
  line: (line: string) => `:l${line}`,
  subject: (id: string) => `:s${id}`,
  agency: (code: string) => `:a${code}`,
  /** Of an entry that everybody may read. */
  open: ':p',
  initials: (part: string) => `~${part}`,
} as const;

/** One term of a question. */
export interface Term {
  /** As it was typed, plain; marked where it stands in the answer. */
  readonly text: string;
  /** The look-up of the term as a word. */
  readonly word: string;
  /** The look-ups that a record has if it has the term anywhere, across words too. */
  readonly pieces: readonly string[];
  /** A part of a name's initials, where it can be one. */
  readonly initials: string | null;
}

/** Words that bind: every text has them, nobody looks for them. */
const binding = new Set('的了和与及或在是之'.split(''));

function latinTerm(text: string): Term {
  const glyphs = [...text].slice(0, longestRun);
  const word = glyphs.join('');
  return { text, word, pieces: [word], initials: /^[a-z0-9]{2,10}$/.test(text) && /[a-z]/.test(text) ? text : null };
}

function hanTerm(text: string): Term {
  const glyphs = [...text];
  return { text, word: text, pieces: glyphs.length < 3 ? [text] : pairsOf(glyphs), initials: null };
}

/** The terms of a question, all of which a record must have; what was typed without spaces is taken apart into words. */
export function termsOf(plain: string): readonly Term[] {
  const terms = runsOf(plain).flatMap(({ kind, text }) =>
    kind === 'latin'
      ? [latinTerm(text)]
      : segmenter()
          .words(text)
          .map((word) => hanTerm(word)),
  );
  const distinct = [...new Map(terms.map((term) => [term.text, term])).values()];
  const telling = distinct.filter(({ text }) => !binding.has(text));
  return telling.length > 0 ? telling : distinct;
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** What must all be there, each in PostgreSQL's notation of a tsquery: the terms as words, or their pieces. */
export function tsqueriesOf(terms: readonly Term[], as: 'word' | 'pieces'): readonly string[] {
  return terms.flatMap(({ word, pieces, initials }) => {
    if (initials !== null) return [`(${quoted(word)} | ${quoted(scopeLexemes.initials(initials))})`];
    return as === 'word' ? [quoted(word)] : pieces.map(quoted);
  });
}
