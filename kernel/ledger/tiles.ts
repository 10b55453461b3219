import { digest, hashBytes, type TreeHash } from './hash.ts';
import { Frontier, foldNodes, type NodeId, type Range, rangeNodes } from './merkle.ts';

/**
 * Tiles in the manner of C2SP tlog-tiles: a tile of level L holds up to 256 hashes of subtrees with 256^L leaves each.
 * What a full tile holds never changes; only the last tile of a level grows. A proof reads a handful of tiles whatever the size of the log.
 */
export const tileHeight = 8;
export const tileWidth = 256;

export interface TileId {
  readonly level: number;
  readonly index: number;
}

export interface Tile extends TileId {
  /** Up to 256 hashes of 32 bytes, one after the other. */
  readonly hashes: Buffer;
}

export function tileKey({ level, index }: TileId): string {
  return `${level}/${index}`;
}

/** Where a complete subtree stands: its tile, and the hashes in it that are the leaves of the subtree. */
function place(node: NodeId): { tile: TileId; start: number; width: number } {
  const level = Math.floor(node.level / tileHeight);
  const width = 2 ** (node.level % tileHeight);
  const first = node.index * width;
  return { tile: { level, index: Math.floor(first / tileWidth) }, start: first % tileWidth, width };
}

/** The tiles that the roots of these ranges are computed from, each once. */
export function tilesOf(ranges: readonly Range[]): TileId[] {
  const tiles = new Map<string, TileId>();
  for (const node of ranges.flatMap(rangeNodes)) {
    const { tile } = place(node);
    tiles.set(tileKey(tile), tile);
  }
  return [...tiles.values()];
}

/** The root of a complete subtree, computed from its tile. Throws when the tile is missing or too short: the log is damaged. */
export function nodeFromTiles(hash: TreeHash, tiles: ReadonlyMap<string, Buffer>, node: NodeId): Buffer {
  const { tile, start, width } = place(node);
  const hashes = tiles.get(tileKey(tile));
  if (hashes === undefined || hashes.length < (start + width) * hashBytes)
    throw new Error(`Tile ${tileKey(tile)} of the ledger is missing or too short`);
  // The tiles above the first level are few, and every proof comes by them.
  if (tile.level > 0 && hashes.length === tileWidth * hashBytes)
    return rowsAbove(hash, hashes)[Math.log2(width)]?.[start / width] ?? hash.empty();
  let row = split(hashes.subarray(start * hashBytes, (start + width) * hashBytes));
  while (row.length > 1) row = rowAbove(hash, row);
  return row[0] ?? hash.empty();
}

function split(hashes: Buffer): Buffer[] {
  return Array.from({ length: hashes.length / hashBytes }, (_, at) => hashes.subarray(at * hashBytes, (at + 1) * hashBytes));
}

function rowAbove(hash: TreeHash, row: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let at = 0; at < row.length; at += 2) above.push(hash.node(row[at] ?? hash.empty(), row[at + 1] ?? hash.empty()));
  return above;
}

/** Full tiles by their content, with every row of hashes above them: some 20 kB each. */
const remembered = new Map<string, readonly (readonly Buffer[])[]>();
const mostRemembered = 512;

/** Row 0 are the hashes of a full tile, each further one is half as long. What a full tile holds never changes, so neither does this. */
function rowsAbove(hash: TreeHash, hashes: Buffer): readonly (readonly Buffer[])[] {
  const key = `${hash.algorithm} ${digest('sha256', hashes).toString('latin1')}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const rows: Buffer[][] = [split(hashes)];
  for (let row = rows[0] ?? []; row.length > 1; ) {
    row = rowAbove(hash, row);
    rows.push(row);
  }
  if (remembered.size >= mostRemembered) for (const oldest of remembered.keys()) if (remembered.delete(oldest)) break;
  remembered.set(key, rows);
  return rows;
}

/** The roots of the ranges, in their order: a proof's path. */
export function pathFromTiles(hash: TreeHash, tiles: ReadonlyMap<string, Buffer>, ranges: readonly Range[]): Buffer[] {
  return ranges.map((range) =>
    foldNodes(
      hash,
      rangeNodes(range).map((node) => nodeFromTiles(hash, tiles, node)),
    ),
  );
}

/** The last, growing tiles of a log of `size`: what has to be read before more can be appended. */
export function edgeTiles(size: number): TileId[] {
  const tiles: TileId[] = [];
  for (let level = 0, width = size; width > 0; level += 1, width = Math.floor(width / tileWidth)) {
    if (width % tileWidth > 0) tiles.push({ level, index: Math.floor(width / tileWidth) });
  }
  return tiles;
}

/** Appends leaf hashes and collects the tiles that have to be written for them. */
export class TileWriter {
  readonly #tree: Frontier;
  /** The growing tile of each level. */
  readonly #open: { index: number; hashes: Buffer; width: number; changed: boolean }[] = [];
  #full: Tile[] = [];

  /** `tiles` holds those that `edgeTiles(size)` names. */
  constructor(hash: TreeHash, size = 0, tiles: ReadonlyMap<string, Buffer> = new Map()) {
    const edge = rangeNodes({ start: 0, end: size }).map((node) => nodeFromTiles(hash, tiles, node));
    this.#tree = new Frontier(hash, size, edge);
    for (let level = 0, total = size; total > 0; level += 1, total = Math.floor(total / tileWidth)) {
      const index = Math.floor(total / tileWidth);
      const width = total % tileWidth;
      const hashes = Buffer.alloc(tileWidth * hashBytes);
      tiles.get(tileKey({ level, index }))?.copy(hashes, 0, 0, width * hashBytes);
      this.#open[level] = { index, hashes, width, changed: false };
    }
  }

  get size(): number {
    return this.#tree.size;
  }

  append(leaf: Buffer): void {
    this.#tree.append(leaf, (level, hash) => {
      if (level % tileHeight === 0) this.#put(level / tileHeight, hash);
    });
  }

  root(): Buffer {
    return this.#tree.root();
  }

  /** The tiles that changed since the last call, full ones and growing ones. */
  changes(): Tile[] {
    const changed = this.#full;
    this.#full = [];
    this.#open.forEach((tile, level) => {
      if (!tile.changed) return;
      tile.changed = false;
      changed.push({ level, index: tile.index, hashes: Buffer.from(tile.hashes.subarray(0, tile.width * hashBytes)) });
    });
    return changed;
  }

  #put(level: number, hash: Buffer): void {
    const tile = this.#open[level] ?? { index: 0, hashes: Buffer.alloc(tileWidth * hashBytes), width: 0, changed: false };
    this.#open[level] = tile;
    tile.hashes.set(hash, tile.width * hashBytes);
    tile.width += 1;
    tile.changed = true;
    if (tile.width < tileWidth) return;
    this.#full.push({ level, index: tile.index, hashes: tile.hashes });
    this.#open[level] = { index: tile.index + 1, hashes: Buffer.alloc(tileWidth * hashBytes), width: 0, changed: false };
  }
}
