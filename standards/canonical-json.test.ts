import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, NotCanonical } from './canonical-json.ts';

describe('refuses what JSON would lose in silence', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const sparse: unknown[] = [1];
  sparse[2] = 3;
  test.each([
    ['undefined', undefined, '$'],
    ['an undefined member', { a: { b: undefined } }, '$.a.b'],
    ['undefined in an array', [1, undefined], '$[1]'],
    ['a hole', sparse, '$[1]'],
    ['NaN', { a: Number.NaN }, '$.a'],
    ['infinity', [Number.POSITIVE_INFINITY], '$[0]'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a symbol', { s: Symbol('s') }, '$.s'],
    ['a symbol key', { [Symbol('s')]: 1 }, '$'],
    ['a bigint', { n: 1n }, '$.n'],
    ['a date', { at: new Date(0) }, '$.at'],
    ['a map', new Map(), '$'],
    ['a cycle', cycle, '$.self'],
    ['a lone high surrogate', { t: 'a\uD842' }, '$.t'],
    ['a lone low surrogate', '\uDFB7b', '$'],
  ])('%s', (_, value, path) => {
    let caught: unknown;
    try {
      canonicalJson(value);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(NotCanonical);
    expect(caught).toMatchObject({ path });
  });
});

test('sorts by code unit, writes no spaces and keeps arrays in order', () => {
  expect(canonicalJson({ b: 1, a: [3, { z: null, y: true }], A: 'x' })).toBe('{"A":"x","a":[3,{"y":true,"z":null}],"b":1}');
});

// RFC 8785 3.2.3: sorted by UTF-16 code units, so U+1F600 (D83D) comes before U+FB33.
test('sorts the keys of RFC 8785 as the RFC does', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const parsed: Record<string, string> = JSON.parse(canonicalJson(value));
  expect(canonicalJson(value)).toMatch(/^\{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":.*,"€":.*,"😀":.*,"\ufb33":/);
  expect(parsed).toEqual(value);
});

// RFC 8785 3.2.2: the sample object of the RFC, byte for byte.
test('writes the sample of RFC 8785', () => {
  const value = {
    // biome-ignore lint/correctness/noPrecisionLoss: the RFC's own figure, rounded by every reader alike
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('writes -0 as 0, and an object without a prototype as an object', () => {
  expect(canonicalJson([-0])).toBe('[0]');
  expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
});

test('the same value gives the same text whatever the order of its keys, and reads back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      const shuffled: unknown = JSON.parse(JSON.stringify(value), (_, each: unknown) =>
        typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).reverse()) : each,
      );
      expect(canonicalJson(shuffled)).toBe(canonicalJson(plain));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
    { numRuns: 50 },
  );
});
