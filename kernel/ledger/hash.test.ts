import { describe, expect, test } from 'vitest';
import { digest, treeHash } from './hash.ts';

describe('the digests', () => {
  test('SM3 gives the two examples of GB/T 32905-2016 annex A', () => {
    expect(digest('sm3', 'abc').toString('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(digest('sm3', 'abcd'.repeat(16)).toString('hex')).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  test('SHA-256 gives the example of FIPS 180-4', () => {
    expect(digest('sha256', 'abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('the hashes of the tree', () => {
  test('a leaf and a node of the same bytes differ', () => {
    for (const algorithm of ['sm3', 'sha256'] as const) {
      const hash = treeHash(algorithm);
      const left = digest(algorithm, 'left');
      const right = digest(algorithm, 'right');
      const both = Buffer.concat([left, right]);
      expect(hash.leaf(both)).toEqual(digest(algorithm, Buffer.concat([Buffer.of(0), both])));
      expect(hash.node(left, right)).toEqual(digest(algorithm, Buffer.concat([Buffer.of(1), both])));
    }
  });

  test('text is hashed as UTF-8', () => {
    expect(treeHash('sm3').leaf('隐患𠮷')).toEqual(treeHash('sm3').leaf(Buffer.from('隐患𠮷', 'utf8')));
  });

  test('a node of anything but two hashes is refused', () => {
    expect(() => treeHash('sm3').node(Buffer.alloc(31), Buffer.alloc(32))).toThrow(RangeError);
  });
});
