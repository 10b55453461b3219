import { pinyin } from 'pinyin-pro';
import { plainText } from './plain.ts';

/** The longest part of a name's initials that is found as such. */
export const longestInitials = 10;

/**
 * For each glyph of a name the letter it begins with in Mandarin, as it is spoken in that name (长春 is `cc`, 重庆 is `cq`); letters and digits stand for
 * themselves, other signs have none.
 */
export function initialsOf(name: string): readonly string[] {
  const glyphs = [...plainText(name)];
  const first = pinyin(glyphs.join(''), { pattern: 'first', toneType: 'none', type: 'array' });
  return glyphs.map((glyph, index) => {
    const letter = first[index] ?? '';
    return /^[a-z0-9]$/.test(glyph) ? glyph : /^\p{Script=Han}$/u.test(glyph) && /^[a-z]/.test(letter) ? letter.charAt(0) : '';
  });
}

/** Every part of the initials of two letters or more: whoever looks for a firm begins with its place, or with its own name. */
export function partsOfInitials(initials: readonly string[]): readonly string[] {
  const letters = initials.filter((each) => each !== '').join('');
  const parts = new Set<string>();
  for (let from = 0; from < letters.length - 1; from += 1) {
    for (let length = 2; length <= longestInitials && from + length <= letters.length; length += 1)
      parts.add(letters.slice(from, from + length));
  }
  return [...parts];
}
