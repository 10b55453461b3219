import { initialsOf } from './initials.ts';
import type { Term } from './lexemes.ts';
import { plainText } from './plain.ts';

/** From the first unit to the one behind the last, of the text as JavaScript counts it. */
export type Span = readonly [from: number, to: number];

function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const whole: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = whole.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

function occurrences(text: string, part: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found.push([at, at + part.length]);
  return found;
}

/** Where the initials `part` stand in a name: the glyphs that they are of. */
function initialSpans(name: string, part: string): Span[] {
  let at = 0;
  const letters = initialsOf(name).flatMap((letter, index) => {
    const glyph = [...name][index] ?? '';
    at += glyph.length;
    return letter === '' ? [] : [{ letter, from: at - glyph.length, to: at }];
  });
  const found = letters
    .map((each) => each.letter)
    .join('')
    .indexOf(part);
  const first = letters[found];
  const last = letters[found + part.length - 1];
  return found < 0 || first === undefined || last === undefined ? [] : [[first.from, last.to]];
}

/** What of a text was asked for. */
export function spansOf(text: string, terms: readonly Term[], named: boolean): readonly Span[] {
  const plain = plainText(text);
  return joined(
    terms.flatMap((term) => {
      const literal = occurrences(plain, term.text);
      return literal.length === 0 && named && term.initials !== null ? initialSpans(text, term.initials) : literal;
    }),
  );
}

/** As much of a long text as tells where something stands in it. */
const excerptLength = 120;
const before = 30;

/** The part of a text around what was asked for; a short one as it is. */
export function excerptOf(text: string, spans: readonly Span[]): { readonly text: string; readonly spans: readonly Span[] } {
  if (text.length <= excerptLength) return { text, spans };
  const from = Math.max(0, (spans[0]?.[0] ?? 0) - before);
  const part = text.slice(from, from + excerptLength);
  const lead = from > 0 ? '…' : '';
  const inside = spans.filter(([start, end]) => start >= from && end <= from + excerptLength);
  return {
    text: `${lead}${part}${from + excerptLength < text.length ? '…' : ''}`,
    spans: inside.map(([start, end]): Span => [start - from + lead.length, end - from + lead.length]),
  };
}
