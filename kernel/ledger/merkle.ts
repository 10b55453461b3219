import { hashBytes, type TreeHash } from './hash.ts';

/**
 * The Merkle tree of RFC 9162 2.1 (RFC 6962 2.1), without any storage.
 * Sizes and indices are whole numbers up to 2^53; bit operators stop at 2^31, so none is used.
 */

/** The leaves from `start` up to but not including `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: the `index`-th node of `level`, with 2^level leaves below it. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The largest power of two smaller than `size` (RFC 9162 2.1.1: where a tree is split). */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The ranges whose roots form the inclusion proof of leaf `index` in a tree of `size`, nearest the leaf first (RFC 9162 2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose roots form the proof that the tree of `first` leaves is a prefix of the tree of `second` (RFC 9162 2.1.4.1). */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!isSize(first) || !isSize(second) || first > second) throw new RangeError(`A tree of ${first} is no prefix of a tree of ${second}`);
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let start = 0;
  let end = second;
  while (first < end) {
    const middle = start + split(end - start);
    if (first <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // When the older tree is itself a node from the first leaf on, the verifier knows its root already.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The complete subtrees that a range consists of, left to right. The range must start where a tree of its size may start. */
export function rangeNodes({ start, end }: Range): NodeId[] {
  const nodes: NodeId[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let leaves = 1;
    while (leaves * 2 <= end - at) {
      leaves *= 2;
      level += 1;
    }
    nodes.push({ level, index: at / leaves });
    at += leaves;
  }
  return nodes;
}

/** The root over complete subtrees of falling size, left to right. */
export function foldNodes(hash: TreeHash, nodes: readonly Uint8Array[]): Buffer {
  const last = nodes.at(-1);
  if (last === undefined) return hash.empty();
  let root: Buffer = Buffer.from(last);
  for (const node of nodes.slice(0, -1).reverse()) root = hash.node(node, root);
  return root;
}

/** Grows a tree leaf by leaf, keeping only the complete subtrees at its right edge: at most 53 hashes. */
export class Frontier {
  readonly #hash: TreeHash;
  readonly #edge: { level: number; hash: Buffer }[];
  #size: number;

  /** `edge` holds the hashes of `rangeNodes({ start: 0, end: size })`; both are left out for an empty tree. */
  constructor(hash: TreeHash, size = 0, edge: readonly Buffer[] = []) {
    const nodes = rangeNodes({ start: 0, end: size });
    if (nodes.length !== edge.length) throw new RangeError(`A tree of ${size} has ${nodes.length} nodes at its edge, not ${edge.length}`);
    this.#hash = hash;
    this.#size = size;
    this.#edge = nodes.map(({ level }, position) => ({ level, hash: edge[position] ?? hash.empty() }));
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash. `complete` hears of every subtree that this leaf completes, the leaf itself first. */
  append(leaf: Buffer, complete?: (level: number, hash: Buffer) => void): void {
    let level = 0;
    let node = leaf;
    complete?.(level, node);
    for (let left = this.#edge.at(-1); left?.level === level; left = this.#edge.at(-1)) {
      this.#edge.pop();
      node = this.#hash.node(left.hash, node);
      level += 1;
      complete?.(level, node);
    }
    this.#edge.push({ level, hash: node });
    this.#size += 1;
  }

  root(): Buffer {
    return foldNodes(
      this.#hash,
      this.#edge.map((each) => each.hash),
    );
  }
}

/** The root over leaf hashes held in memory. */
export function rootOf(hash: TreeHash, leaves: readonly Buffer[]): Buffer {
  const tree = new Frontier(hash);
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((each) => each.length === hashBytes);
}

function same(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Whether `path` leads from the leaf hash at `index` to the root of the tree of `size` (RFC 9162 2.1.3.2). */
export function verifyInclusion(
  hash: TreeHash,
  proof: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  const { index, size, path } = proof;
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([proof.leaf, proof.root, ...path])) return false;
  let place = index;
  let last = size - 1;
  let node: Uint8Array = proof.leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      node = hash.node(sibling, node);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      node = hash.node(node, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(node, proof.root);
}

/** Whether the tree of `first` leaves is a prefix of the tree of `second` (RFC 9162 2.1.4.2). */
export function verifyConsistency(
  hash: TreeHash,
  proof: { first: number; second: number; firstRoot: Uint8Array; secondRoot: Uint8Array; path: readonly Uint8Array[] },
): boolean {
  const { first, second, firstRoot, secondRoot } = proof;
  if (!isSize(first) || !isSize(second) || first > second || !areHashes([firstRoot, secondRoot, ...proof.path])) return false;
  if (first === second) return proof.path.length === 0 && same(firstRoot, secondRoot);
  if (first === 0) return proof.path.length === 0 && same(firstRoot, hash.empty());
  let place = first - 1;
  let last = second - 1;
  while (place % 2 === 1) {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  // A power of two is a node of the newer tree: its root opens the path and is not sent.
  const [opening, ...rest] = place === 0 ? [firstRoot, ...proof.path] : proof.path;
  if (opening === undefined) return false;
  let older = opening;
  let newer = opening;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      older = hash.node(sibling, older);
      newer = hash.node(sibling, newer);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newer = hash.node(newer, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(older, firstRoot) && same(newer, secondRoot);
}
