/** Text as it is indexed and looked for: full-width letters narrow, capitals small. Keeps one unit for each unit, or spans would not fit. */
export function plainText(text: string): string {
  return Array.from(text, (glyph) => {
    const folded = glyph.normalize('NFKC').toLowerCase();
    return folded.length === glyph.length ? folded : glyph;
  }).join('');
}

export interface Run {
  readonly kind: 'han' | 'latin';
  readonly text: string;
}

/** What can be looked for in a plain text: runs of Chinese characters, and runs of other letters and digits. */
export function runsOf(plain: string): readonly Run[] {
  return Array.from(plain.matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu), ([text]) => ({
    kind: /^\p{Script=Han}/u.test(text) ? 'han' : 'latin',
    text,
  }));
}
