import { createHash } from 'node:crypto';
import type { Random } from '#kernel/clock/random.ts';

/** Without letters that are taken for digits. */
const letters = [...'ABCDEFGHJKMNPQRSTVWXYZ23456789'];

/** A receipt that nobody guesses: twenty of thirty letters, in groups that one can read out. */
export function newReceipt(random: Random): string {
  const text = Array.from({ length: 20 }, () => random.pick(letters)).join('');
  return (text.match(/.{5}/g) ?? []).join('-');
}

/** The receipt as it was given, whatever became of its case and hyphens on the way; null when it is none. */
export function readReceipt(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^[A-HJKMNP-TV-Z2-9]{20}$/.test(text) ? (text.match(/.{5}/g) ?? []).join('-') : null;
}

/** What is kept of it: whoever reads the record cannot follow it as its holder does. */
export function receiptHash(receipt: string): string {
  return createHash('sha256').update(receipt).digest('hex');
}
