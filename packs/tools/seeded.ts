import { createHash } from 'node:crypto';
import type { Random } from '#kernel/clock/random.ts';

/** One of a list, in proportion to its weight; throws on a list that is empty or weighs nothing. */
export function pickWeighted<T>(random: Random, list: readonly T[], weightOf: (item: T) => number): T {
  let rest = random.next() * list.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of list) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  throw new RangeError('nothing to pick from');
}

/** A version-8 UUID (RFC 9562 5.8) made of the SHA-256 of the name: the same demonstration has the same ids everywhere. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
