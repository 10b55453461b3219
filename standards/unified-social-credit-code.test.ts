import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkUnifiedSocialCreditCode as check, makeUnifiedSocialCreditCode as make } from './unified-social-credit-code.ts';

function reasons(code: string): string[] {
  return check(code).value.reasons.map((each) => each.code);
}

describe('names the part that is wrong', () => {
  // Each differs from a published code in the one place named.
  test.each([
    ['', ['length']],
    ['91350100M000100Y4', ['length']],
    ['91350100M000100Y433', ['length']],
    ['91350100M000100Y4 ', ['alphabet']],
    ['91350100m000100Y43', ['alphabet']],
    ['９1350100M000100Y43', ['alphabet']],
    ['91350100M000100Y4吉', ['alphabet']],
    ['9135010OM000100Y43', ['letter']],
    ['91350100M0001I0Y4Z', ['letter', 'letter']],
    ['91350100M000100Y44', ['check']],
    ['91110000600037342L', ['organisation-check', 'check']],
    // The last character fits the 17 before it, yet the organisation code among them does not check.
    ['9122010124497636XE', ['organisation-check']],
  ])('%j: %j', (code, expected) => {
    expect(check(code).value.valid).toBe(false);
    expect(reasons(code)).toEqual(expected);
    expect(check(code).because.map((each) => each.rule)).toEqual(expected);
  });

  test('authority, category and region of registration', () => {
    expect(reasons('B1350100M000100Y43')).toContain('authority');
    expect(reasons('94350100M000100Y43')).toContain('category');
    expect(reasons('91990100M000100Y43')).toContain('region');
    expect(reasons('9135010AM000100Y43')).toContain('region');
    expect(check('91990100M000100Y43').value.reasons[0]?.text).toEqual({
      zh: '第 3-8 位“990100”不是行政区划代码',
      en: 'characters 3-8 ‘990100’ are no region of registration',
    });
  });

  test('says what the check character should be', () => {
    expect(check('91350100M000100Y44').value.check).toEqual({ given: '4', expected: '3' });
    expect(check('91350100M000100Y44').because[0]?.text.zh).toBe('第 18 位校验码应为“3”，所填为“4”');
  });
});

// The sample of the code's own explanations, then codes that the companies print in their filings and page footers.
test.each([
  '91350100M000100Y43',
  '914403001922038216',
  '9144030071526726XG',
  '91330100799655058B',
  '91110000802100433B',
  '91110000600037341L',
  '91110108551385082Q',
  '91100000100003962T',
  '91220000123961012F',
])('the published code %s is valid', (code) => {
  expect(check(code).value).toMatchObject({ valid: true, reasons: [], authority: { code: '9' }, category: { zh: '企业' } });
});

test('takes a code apart', () => {
  expect(check('9144030071526726XG').value).toEqual({
    valid: true,
    code: '9144030071526726XG',
    authority: { code: '9', zh: '市场监管（工商）', en: 'market regulation' },
    category: { code: '1', zh: '企业', en: 'enterprise' },
    region: { code: '440300', zh: '广东省', en: 'Guangdong' },
    organisation_code: '71526726-X',
    organisation_check: { given: 'X', expected: 'X' },
    check: { given: 'G', expected: 'G' },
    reasons: [],
  });
  expect(check('91100000100003962T').value.region).toEqual({ code: '100000', zh: '国家', en: 'national' });
});

describe('making a code', () => {
  test.each([
    [{ region: '220102', body: 'MA0000' }],
    [{ region: '2201', body: 'MA000001' }],
    [{ region: '990102', body: 'MA000001' }],
    [{ region: '220102', body: 'MAO00001' }],
    [{ region: '220102', body: 'MA000001', category: '7' }],
    [{ region: '220102', body: 'MA000001', authority: 'B' }],
  ])('refuses %j', (parts) => {
    expect(() => make(parts)).toThrow(RangeError);
  });

  test('whatever the body, the code is valid, and one changed character makes it invalid', () => {
    const letters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const body = fc.array(fc.constantFrom(...letters), { minLength: 8, maxLength: 8 }).map((each) => each.join(''));
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...letters), (eight, place, letter) => {
        const code = make({ region: '220102', body: eight });
        expect(check(code).value.valid).toBe(true);
        const changed = code.slice(0, place) + letter + code.slice(place + 1);
        expect(check(changed).value.valid).toBe(changed === code);
      }),
    );
  });

  test('the letter first: a village collective', () => {
    const code = make({ authority: 'N', category: '2', region: '220122', body: 'MF000001' });
    expect(check(code).value).toMatchObject({ valid: true, authority: { zh: '农业' }, category: { zh: '村级集体经济组织' } });
  });
});

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      expect(check(text).value.valid).toBe(false);
    }),
  );
});
