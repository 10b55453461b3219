// Hashing and the Merkle tree of RFC 9162 for `verify.mjs`; shares no code with the ledger on purpose.
import { createHash, getHashes } from 'node:crypto';

export const hasSm3 = getHashes().includes('sm3');

function rotate(word, by) {
  const bits = by % 32;
  return bits === 0 ? word : (word << bits) | (word >>> (32 - bits));
}

/** SM3, GB/T 32905-2016 5.3: one block of 64 bytes. */
function compress(state, block) {
  const w = new Int32Array(68);
  for (let j = 0; j < 16; j += 1) w[j] = block.readInt32BE(j * 4);
  for (let j = 16; j < 68; j += 1) {
    const x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15);
    w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let j = 0; j < 64; j += 1) {
    const ss1 = rotate((rotate(a, 12) + e + rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) | 0;
    const tt2 = (gg + h + ss1 + w[j]) | 0;
    [a, b, c, d] = [tt1, a, rotate(b, 9), c];
    [e, f, g, h] = [tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g];
  }
  return state.map((word, i) => word ^ [a, b, c, d, e, f, g, h][i]);
}

function portableSm3(data) {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(data.length) * 8n);
  const padded = Buffer.concat([data, Buffer.of(0x80), Buffer.alloc((119 - (data.length % 64)) % 64), length]);
  let state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600 | 0, 0xa96f30bc | 0, 0x163138aa, 0xe38dee4d | 0, 0xb0fb0e4e | 0];
  for (let at = 0; at < padded.length; at += 64) state = compress(state, padded.subarray(at, at + 64));
  const out = Buffer.alloc(32);
  state.forEach((word, i) => {
    out.writeInt32BE(word | 0, i * 4);
  });
  return out;
}

/** The hash by its name, 'sm3' or 'sha256'; null for any other. */
function hashOf(algorithm, portable) {
  if (algorithm === 'sha256') return (data) => createHash('sha256').update(data).digest();
  if (algorithm !== 'sm3') return null;
  return portable || !hasSm3 ? portableSm3 : (data) => createHash('sm3').update(data).digest();
}

/** RFC 9162 2.1.1; null for an unknown algorithm. */
export function treeOf(algorithm, portable) {
  const hash = hashOf(algorithm, portable);
  if (hash === null) return null;
  return {
    leaf: (text) => hash(Buffer.concat([Buffer.of(0), Buffer.from(text, 'utf8')])),
    node: (left, right) => hash(Buffer.concat([Buffer.of(1), left, right])),
  };
}

/** The tree's shape above one leaf: for each level whether the sibling stands left of it. Recursion of RFC 9162 2.1.3.1. */
export function sidesOf(index, size) {
  if (size <= 1) return [];
  let left = 1;
  while (left * 2 < size) left *= 2;
  return index < left ? [...sidesOf(index, left), 'right'] : [...sidesOf(index - left, size - left), 'left'];
}

export function rootFrom(tree, leaf, sides, path) {
  return path.reduce((node, sibling, at) => (sides[at] === 'left' ? tree.node(sibling, node) : tree.node(node, sibling)), leaf);
}

/** Both roots that a consistency path speaks for, by the recursion of RFC 9162 2.1.4.1; null when the path has the wrong length. */
export function rootsFrom(tree, first, second, firstRoot, path) {
  const rest = [...path];
  const take = () => {
    const next = rest.pop();
    if (next === undefined) throw new RangeError('short');
    return next;
  };
  const walk = (m, n, whole) => {
    if (m === n) {
      const known = whole ? firstRoot : take();
      return [known, known];
    }
    let left = 1;
    while (left * 2 < n) left *= 2;
    const beside = take();
    if (m <= left) {
      const [older, newer] = walk(m, left, whole);
      return [older, tree.node(newer, beside)];
    }
    const [older, newer] = walk(m - left, n - left, false);
    return [tree.node(beside, older), tree.node(beside, newer)];
  };
  try {
    const roots = walk(first, second, true);
    return rest.length === 0 ? roots : null;
  } catch {
    return null;
  }
}

/** The tree's right edge while it grows: complete subtrees, largest first. */
export function grow(tree, edge, leaf) {
  let node = { leaves: 1, hash: leaf };
  while (edge.at(-1)?.leaves === node.leaves) {
    const left = edge.pop();
    node = { leaves: node.leaves * 2, hash: tree.node(left.hash, node.hash) };
  }
  edge.push(node);
}

/** The root over the right edge. */
export function rootOfEdge(tree, edge) {
  return edge.slice(0, -1).reduceRight((right, left) => tree.node(left.hash, right), edge.at(-1).hash);
}
