import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { treeHash } from './hash.ts';
import { consistencyRanges, Frontier, inclusionRanges, type Range, rootOf, verifyConsistency, verifyInclusion } from './merkle.ts';

const sha256 = treeHash('sha256');
const sm3 = treeHash('sm3');

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

// The reference vectors of the certificate-transparency project (merkle_tree_test), SHA-256.
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const a = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const b = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const c = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const d = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const e = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const f = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const [, one = '', two = '', , four = ''] = roots;
const inclusions = [
  { index: 0, size: 1, path: [] },
  { index: 0, size: 8, path: [a, b, c] },
  { index: 5, size: 8, path: [d, e, four] },
  { index: 2, size: 3, path: [two] },
  { index: 1, size: 5, path: [one, b, d] },
];
const consistencies = [
  { first: 1, second: 1, path: [] },
  { first: 1, second: 8, path: [a, b, c] },
  { first: 6, second: 8, path: [f, e, four] },
  { first: 2, second: 5, path: [b, d] },
];
const leaves = entries.map((entry) => sha256.leaf(bytes(entry)));

function pathOf(hash: typeof sha256, all: readonly Buffer[], ranges: readonly Range[]): Buffer[] {
  return ranges.map(({ start, end }) => rootOf(hash, all.slice(start, end)));
}

describe('the reference vectors of certificate transparency', () => {
  test('roots of 0 to 8 leaves', () => {
    roots.forEach((root, size) => {
      expect(rootOf(sha256, leaves.slice(0, size)).toString('hex')).toBe(root);
    });
  });

  test.each(inclusions)('audit path of leaf $index in $size', ({ index, size, path }) => {
    expect(pathOf(sha256, leaves, inclusionRanges(index, size)).map((each) => each.toString('hex'))).toEqual(path);
    const proof = { leaf: leaves[index] ?? bytes(''), index, size, path: path.map(bytes), root: bytes(roots[size] ?? '') };
    expect(verifyInclusion(sha256, proof)).toBe(true);
  });

  test.each(consistencies)('consistency of $first and $second', ({ first, second, path }) => {
    expect(pathOf(sha256, leaves, consistencyRanges(first, second)).map((each) => each.toString('hex'))).toEqual(path);
    const proof = { first, second, firstRoot: bytes(roots[first] ?? ''), secondRoot: bytes(roots[second] ?? ''), path: path.map(bytes) };
    expect(verifyConsistency(sha256, proof)).toBe(true);
  });

  test('a path that is shortened, lengthened, swapped or changed by one bit leads nowhere', () => {
    const path = [d, e, four].map(bytes);
    const good = { leaf: leaves[5] ?? bytes(''), index: 5, size: 8, path, root: bytes(roots[8] ?? '') };
    const wrong = path.map((each, position) =>
      path.map((other, at) => (at === position ? Buffer.from(each.map((byte, i) => (i === 0 ? byte ^ 8 : byte))) : other)),
    );
    const others = [
      path.slice(1),
      path.slice(0, 2),
      [...path, good.root],
      [good.root, ...path],
      [...path].reverse(),
      [bytes(''), ...path],
      ...wrong,
    ];
    for (const each of others) expect(verifyInclusion(sha256, { ...good, path: each })).toBe(false);
    for (const index of [-1, 1, 4, 6, 7, 8, 5.5]) expect(verifyInclusion(sha256, { ...good, index })).toBe(false);
    for (const size of [0, 4, 5, 16, 8.5, Number.NaN]) expect(verifyInclusion(sha256, { ...good, size })).toBe(false);
    expect(verifyInclusion(sha256, { ...good, root: bytes(roots[7] ?? '') })).toBe(false);
    expect(verifyInclusion(sha256, { ...good, leaf: leaves[4] ?? bytes('') })).toBe(false);
  });

  test('a consistency proof holds for its own two trees only', () => {
    const good = {
      first: 6,
      second: 8,
      firstRoot: bytes(roots[6] ?? ''),
      secondRoot: bytes(roots[8] ?? ''),
      path: [f, e, four].map(bytes),
    };
    for (const path of [[], good.path.slice(1), good.path.slice(0, 2), [...good.path, good.firstRoot], [good.secondRoot, ...good.path]]) {
      expect(verifyConsistency(sha256, { ...good, path })).toBe(false);
    }
    for (const first of [0, 4, 5, 7, 8, 9]) expect(verifyConsistency(sha256, { ...good, first })).toBe(false);
    for (const second of [4, 6, 16]) expect(verifyConsistency(sha256, { ...good, second })).toBe(false);
    expect(verifyConsistency(sha256, { ...good, firstRoot: good.secondRoot, secondRoot: good.firstRoot })).toBe(false);
    expect(
      verifyConsistency(sha256, { first: 0, second: 8, firstRoot: bytes(roots[0] ?? ''), secondRoot: good.secondRoot, path: [] }),
    ).toBe(true);
    expect(
      verifyConsistency(sha256, { first: 0, second: 8, firstRoot: bytes(roots[1] ?? ''), secondRoot: good.secondRoot, path: [] }),
    ).toBe(false);
  });
});

describe('with SM3, for trees of any shape', () => {
  const many = Array.from({ length: 300 }, (_, index) => sm3.leaf(`entry ${index}`));

  test('every leaf is proven, and no other leaf in its place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, at, beside) => {
        const index = at % size;
        const other = beside % size;
        const proof = {
          leaf: many[index] ?? sm3.empty(),
          index,
          size,
          path: pathOf(sm3, many, inclusionRanges(index, size)),
          root: rootOf(sm3, many.slice(0, size)),
        };
        expect(verifyInclusion(sm3, proof)).toBe(true);
        expect(verifyInclusion(sm3, { ...proof, leaf: many[other] ?? sm3.empty() })).toBe(other === index);
        expect(verifyInclusion(sm3, { ...proof, index: other })).toBe(other === index);
      }),
      { numRuns: 300 },
    );
  });

  test('every older tree is a prefix, and a tree with one changed leaf is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (second, at, changed) => {
        const first = 1 + (at % second);
        const path = pathOf(sm3, many, consistencyRanges(first, second));
        const secondRoot = rootOf(sm3, many.slice(0, second));
        expect(verifyConsistency(sm3, { first, second, firstRoot: rootOf(sm3, many.slice(0, first)), secondRoot, path })).toBe(true);
        const forged = many.slice(0, first).map((leaf, index) => (index === changed % first ? sm3.leaf('forged') : leaf));
        expect(verifyConsistency(sm3, { first, second, firstRoot: rootOf(sm3, forged), secondRoot, path })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('a tree continued from its edge equals one grown without a break', () => {
    const whole = new Frontier(sm3);
    many.forEach((leaf) => {
      whole.append(leaf);
    });
    for (const size of [0, 1, 7, 64, 255, 256, 257, 299]) {
      const before = new Frontier(sm3);
      const subtrees: Buffer[] = [];
      for (const leaf of many.slice(0, size)) before.append(leaf);
      let start = 0;
      for (let power = 256; power >= 1; power /= 2) {
        if (start + power > size) continue;
        subtrees.push(rootOf(sm3, many.slice(start, start + power)));
        start += power;
      }
      const after = new Frontier(sm3, size, subtrees);
      expect(after.root()).toEqual(before.root());
      for (const leaf of many.slice(size)) after.append(leaf);
      expect(after.root()).toEqual(whole.root());
    }
  });
});
