import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkResidentIdentityNumber as check } from './resident-identity-number.ts';

// Each differs from a number printed in GB 11643 in the one place named.
test.each([
  ['', ['length']],
  ['11010519491231002', ['length']],
  ['110105491231002', ['length']],
  ['11010519491231002x', ['alphabet']],
  ['1101051949123100X2', ['alphabet']],
  ['１10105194912310021', ['alphabet']],
  ['110105194912310021', ['check']],
  ['990105194912310024', ['region', 'check']],
  ['110105194902300028', ['birth-day', 'check']],
  ['44052418800101001X', ['check']],
])('%j is refused for %j', (number, expected) => {
  expect(check(number).value.valid).toBe(false);
  expect(check(number).value.reasons.map((each) => each.code)).toEqual(expected);
});

test('refuses a birth after today, when today is told', () => {
  expect(check('11010519491231002X', '1949-12-30').value.reasons.map((each) => each.code)).toEqual(['birth-day']);
  expect(check('11010519491231002X', '1949-12-31').value.valid).toBe(true);
});

test('no reason repeats the number', () => {
  expect(JSON.stringify(check('110105194912310021').because)).not.toContain('19491231');
});

test('the two examples of the standard are valid, and taken apart', () => {
  expect(check('11010519491231002X').value).toEqual({
    valid: true,
    region: { code: '110105', zh: '北京市', en: 'Beijing' },
    birth_day: '1949-12-31',
    sex: 'female',
    check: { given: 'X', expected: 'X' },
    reasons: [],
  });
  expect(check('440524188001010014').value).toMatchObject({ valid: true, birth_day: '1880-01-01', sex: 'male', region: { zh: '广东省' } });
});

test('one changed digit never passes: that is what modulus 11 is for', () => {
  fc.assert(
    fc.property(fc.nat(16), fc.nat(9), (place, digit) => {
      const number = '11010519491231002X';
      const changed = number.slice(0, place) + String(digit) + number.slice(place + 1);
      expect(check(changed).value.valid).toBe(changed === number);
    }),
  );
});
