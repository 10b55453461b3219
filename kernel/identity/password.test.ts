import { describe, expect, it } from 'vitest';
import { systemRandom } from '#kernel/clock/random.ts';
import { decoyHash, hashPassword, oneTimePassword, passwordFaults, verifyPassword } from './password.ts';

const person = { login: 'wang.li', phone: '13904310001' };
const codes = (password: string) => passwordFaults(password, person).map((each) => each.code);

describe('a new password', () => {
  it.each([
    ['short', 'Ab3$xyz', ['password-short']],
    ['eleven characters', 'abcdefghijk', ['password-short']],
    ['too long', 'x1y2'.repeat(40), ['password-long']],
    ['common with digits behind it', 'Password2026!', ['password-common']],
    ['common twice over', 'qazwsxqazwsx', ['password-common']],
    ['common in Chinese offices', 'anquanshengchan1', ['password-common']],
    ['one character', 'zzzzzzzzzzzzzz', ['password-uniform']],
    ['a run', 'abcdefghijklmn', ['password-uniform']],
    ['own login', 'my-Wang.Li-safe', ['password-own']],
    ['own phone', 'x13904310001yz', ['password-own']],
  ])('is refused: %s', (_, password, expected) => {
    expect(codes(password)).toEqual(expected);
  });

  it.each(['correct horse battery', '隐患不过夜责任到人人平安', 'Tq8#vLm2!zRw'])('is accepted: %s', (password) => {
    expect(codes(password)).toEqual([]);
  });
});

describe('hashing', () => {
  it('refuses a wrong password and a damaged hash', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(await verifyPassword(hash, 'correct horse batterz')).toBe(false);
    expect(await verifyPassword('damaged', 'correct horse battery')).toBe(false);
    expect(await verifyPassword(await decoyHash(systemRandom()), '')).toBe(false);
  });

  it('takes full-width letters as the same password and uses argon2id with a salt of its own', async () => {
    const hash = await hashPassword('correct horse battery');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'ｃｏｒｒｅｃｔ horse battery')).toBe(true);
    expect(await hashPassword('correct horse battery')).not.toBe(hash);
  });
});

it('makes one-time passwords that its own rules accept', () => {
  const made = Array.from({ length: 200 }, () => oneTimePassword(systemRandom()));
  expect(new Set(made).size).toBe(200);
  for (const each of made) {
    expect(each).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(codes(each)).toEqual([]);
  }
});
