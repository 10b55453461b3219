import { expect, test } from 'vitest';
import { isId } from '#kernel/record/check.ts';
import { derivedId } from './derived-id.ts';

const at = new Date('2026-03-04T01:00:00.000Z');

test('the same cause has the same id, another cause another one, and each is an id that sorts by its moment', () => {
  const one = derivedId(at, 'a/1/0');
  expect(derivedId(at, 'a/1/0')).toBe(one);
  expect(derivedId(at, 'a/1/1')).not.toBe(one);
  expect(isId(one)).toBe(true);
  expect(one < derivedId(new Date(at.getTime() + 1), 'a/1/0')).toBe(true);
});
