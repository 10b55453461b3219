import { type Algorithm, hash, verify } from '@node-rs/argon2';
import type { Random } from '#kernel/clock/random.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { commonPasswords } from './common-passwords.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB of memory, two iterations, one lane. */
const argon2id = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** GB/T 22239-2019 8.1.4.1 asks for complexity; length and a refusal of the guessable give more of it than character classes do (NIST SP 800-63B 5.1.1.2). */
export const passwordLength = { least: 12, most: 128 } as const;

/** One spelling for what a keyboard may produce in several: full-width letters typed under a Chinese input method are the same password. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), argon2id);
}

/** False also for a hash that cannot be read: a damaged credential lets nobody in. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, normalise(password));
  } catch {
    return false;
  }
}

/** A hash that no password matches, verified for unknown logins so that they cost the same time as known ones. */
export function decoyHash(random: Random): Promise<string> {
  return hash(Buffer.from(random.bytes(32)).toString('base64url'), argon2id);
}

const tooShort: Detail = {
  code: 'password-short',
  field: 'new',
  text: { zh: `密码至少 ${passwordLength.least} 个字符`, en: `A password has at least ${passwordLength.least} characters` },
};
const tooLong: Detail = {
  code: 'password-long',
  field: 'new',
  text: { zh: `密码至多 ${passwordLength.most} 个字符`, en: `A password has at most ${passwordLength.most} characters` },
};
const common: Detail = {
  code: 'password-common',
  field: 'new',
  text: { zh: '这个密码太常见，容易被猜中', en: 'This password is common and easily guessed' },
};
const uniform: Detail = {
  code: 'password-uniform',
  field: 'new',
  text: { zh: '密码不能由少数几个字符或连续字符组成', en: 'A password is not made of a few repeated or consecutive characters' },
};
const own: Detail = {
  code: 'password-own',
  field: 'new',
  text: { zh: '密码不能包含用户名或手机号', en: 'A password does not contain the user name or phone number' },
};

/** What is wrong with a new password; empty when it may be used. */
export function passwordFaults(password: string, person: { readonly login: string; readonly phone: string }): Detail[] {
  const text = normalise(password);
  const length = [...text].length;
  if (length < passwordLength.least) return [tooShort];
  if (length > passwordLength.most) return [tooLong];
  const lower = text.toLowerCase();
  const faults: Detail[] = [];
  if (isCommon(lower)) faults.push(common);
  if (new Set(lower).size < 5 || isRun(lower)) faults.push(uniform);
  if ([person.login, person.phone].some((each) => each.length >= 4 && lower.includes(each.toLowerCase()))) faults.push(own);
  return faults;
}

/** A common password stays common with digits and signs around it, and when it is written twice. */
function isCommon(lower: string): boolean {
  const core = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  const half = lower.slice(0, lower.length / 2);
  return [lower, core, half + half === lower ? half : lower].some((each) => each !== '' && commonPasswords.has(each));
}

function isRun(lower: string): boolean {
  const codes = [...lower].map((each) => each.codePointAt(0) ?? 0);
  return [1, -1, 0].some((step) => codes.every((code, index) => index === 0 || code - (codes[index - 1] ?? 0) === step));
}

const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Sixteen characters without look-alikes (about 79 bits), in groups of four, to be read out or written down once. */
export function oneTimePassword(random: Random): string {
  const groups: string[] = [];
  while (groups.length < 4) {
    const letters = [...random.bytes(32)]
      .filter((byte) => byte < readable.length * 8)
      .map((byte) => readable[byte % readable.length] ?? '');
    if (letters.length >= 4) groups.push(letters.slice(0, 4).join(''));
  }
  return groups.join('-');
}
