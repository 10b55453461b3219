import { describe, expect, test } from 'vitest';
import { treeHash } from './hash.ts';
import { consistencyRanges, inclusionRanges, rootOf, verifyConsistency, verifyInclusion } from './merkle.ts';
import { edgeTiles, pathFromTiles, TileWriter, tileKey, tilesOf } from './tiles.ts';

const sm3 = treeHash('sm3');
const total = 66_200;
const leaves = Array.from({ length: total }, (_, index) => sm3.leaf(`entry ${index}`));

/** The store as the database would hold it after appending in passes of uneven length. */
function storeOf(passes: readonly number[]): { tiles: Map<string, Buffer>; heads: Map<number, Buffer> } {
  const tiles = new Map<string, Buffer>();
  const heads = new Map<number, Buffer>();
  let size = 0;
  for (const pass of passes) {
    const edge = new Map(edgeTiles(size).map((tile) => [tileKey(tile), tiles.get(tileKey(tile)) ?? Buffer.alloc(0)]));
    const writer = new TileWriter(sm3, size, edge);
    for (const leaf of leaves.slice(size, size + pass)) writer.append(leaf);
    for (const tile of writer.changes()) tiles.set(tileKey(tile), tile.hashes);
    size = writer.size;
    heads.set(size, writer.root());
  }
  return { tiles, heads };
}

const passes = [1, 1, 5, 248, 1, 256, 300, 2000, 62_724, 1, 600];
const { tiles, heads } = storeOf(passes);

describe('tiles', () => {
  test('the root after every pass is that of the whole tree', () => {
    for (const [size, root] of heads) expect(root).toEqual(rootOf(sm3, leaves.slice(0, size)));
  });

  test('hold three levels, the last of each partly filled, and nothing twice', () => {
    expect(tiles.get('0/0')?.length).toBe(256 * 32);
    const sizes = [...heads.keys()];
    const size = sizes.at(-1) ?? 0;
    expect(size).toBe(66_137);
    expect(tiles.get(`0/${Math.floor(size / 256)}`)?.length).toBe((size % 256) * 32);
    expect(tiles.get('1/1')?.length).toBe((Math.floor(size / 256) - 256) * 32);
    expect(tiles.get('2/0')?.length).toBe(32);
    expect(tiles.size).toBe(Math.ceil(size / 256) + 2 + 1);
  });

  test('prove leaves at every edge, in trees older than the store too', () => {
    for (const [size, root] of heads) {
      for (const index of [0, 1, 127, 255, 256, 257, 511, 2812, 65_535, 65_536, size - 2, size - 1]) {
        if (index < 0 || index >= size) continue;
        const path = pathFromTiles(sm3, tiles, inclusionRanges(index, size));
        expect(verifyInclusion(sm3, { leaf: leaves[index] ?? sm3.empty(), index, size, path, root })).toBe(true);
      }
    }
  });

  test('prove every earlier head a prefix of every later one', () => {
    for (const [first, firstRoot] of heads) {
      for (const [second, secondRoot] of heads) {
        if (first > second) continue;
        const path = pathFromTiles(sm3, tiles, consistencyRanges(first, second));
        expect(verifyConsistency(sm3, { first, second, firstRoot, secondRoot, path })).toBe(true);
      }
    }
  });

  test('a proof in a log of ten million reads three tiles and the edges of three levels at most', () => {
    for (const index of [0, 4_999_999, 9_999_999]) expect(tilesOf(inclusionRanges(index, 10_000_000)).length).toBeLessThanOrEqual(6);
  });

  test('a missing or shortened tile is an error and not a wrong proof', () => {
    const ranges = inclusionRanges(0, 66_137);
    const without = new Map(tiles);
    without.delete('1/0');
    expect(() => pathFromTiles(sm3, without, ranges)).toThrow('Tile 1/0');
    expect(() => pathFromTiles(sm3, new Map(tiles).set('0/0', Buffer.alloc(32)), ranges)).toThrow('Tile 0/0');
  });
});
