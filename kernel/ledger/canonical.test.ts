import { expect, test } from 'vitest';
import { NotCanonical } from '#standards/canonical-json.ts';
import { canonicalJson, type Json } from './canonical.ts';
import { commitTo, isCommitment } from './commitment.ts';

test('what JSON cannot say is refused and not dropped', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1]) {
    // cast: the compiler forbids these, data from outside does not
    expect(() => canonicalJson({ a: value as unknown as Json })).toThrow(NotCanonical);
  }
});

test('keys stand in the order of their code units, at every depth, without spaces', () => {
  expect(canonicalJson({ b: [{ z: null, a: 1.5 }], a: '隐患\n"', B: true, é: -0, 𠮷: 1e21, ﬀ: 2 })).toBe(
    '{"B":true,"a":"隐患\\n\\"","b":[{"a":1.5,"z":null}],"é":0,"𠮷":1e+21,"ﬀ":2}',
  );
});

test('a commitment depends on every bit of salt and value, and on the algorithm', () => {
  const salt = Buffer.alloc(32, 7);
  const commits = [
    commitTo('sm3', salt, '13800000000'),
    commitTo('sm3', salt, '13800000001'),
    commitTo('sm3', Buffer.alloc(32, 8), '13800000000'),
    commitTo('sha256', salt, '13800000000'),
    commitTo('sm3', salt, { phone: '13800000000' }),
  ];
  expect(new Set(commits.map((each) => each.commit)).size).toBe(commits.length);
  expect(commitTo('sm3', salt, { a: 1, b: 2 })).toEqual(commitTo('sm3', salt, { b: 2, a: 1 }));
  expect(() => commitTo('sm3', Buffer.alloc(31), 'x')).toThrow(RangeError);
});

test('only a lone digest is a commitment', () => {
  expect(isCommitment({ commit: 'ab'.repeat(32) })).toBe(true);
  for (const value of [
    { commit: 'ab' },
    { commit: 'AB'.repeat(32) },
    { commit: 'ab'.repeat(32), more: 1 },
    'ab'.repeat(32),
    null,
    [],
    undefined,
  ]) {
    expect(isCommitment(value)).toBe(false);
  }
});
