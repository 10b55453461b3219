import { type Bytes, padded } from './bytes.ts';

const initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const;

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function p1(word: number): number {
  return word ^ rotate(word, 15) ^ rotate(word, 23);
}

/** GB/T 32905-2016 5.3.2: 16 words of the block grow to 68. */
function expand(view: DataView, at: number, words: Int32Array): void {
  const word = (index: number) => words[index] ?? 0;
  for (let j = 0; j < 16; j += 1) words[j] = view.getInt32(at + j * 4);
  for (let j = 16; j < 68; j += 1) {
    words[j] = p1(word(j - 16) ^ word(j - 9) ^ rotate(word(j - 3), 15)) ^ rotate(word(j - 13), 7) ^ word(j - 6);
  }
}

/** GB/T 32905-2016 5.3.3. */
function compress(state: Int32Array, words: Int32Array): void {
  const word = (index: number) => words[index] ?? 0;
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let j = 0; j < 64; j += 1) {
    const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a;
    const ss1 = rotate((rotate(a, 12) + e + rotate(constant, j % 32)) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (word(j) ^ word(j + 4))) | 0;
    const tt2 = (gg + h + ss1 + word(j)) | 0;
    d = c;
    c = rotate(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotate(f, 19);
    f = e;
    e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = (state[at] ?? 0) ^ value;
  });
}

/** SM3 of GB/T 32905-2016: 32 bytes. Browsers have no SM3 of their own. */
export function sm3(message: Uint8Array): Bytes {
  const view = new DataView(padded(message).buffer);
  const state = Int32Array.from(initial);
  const words = new Int32Array(68);
  for (let at = 0; at < view.byteLength; at += 64) {
    expand(view, at, words);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => {
    digest.setInt32(at * 4, word);
  });
  return new Uint8Array(digest.buffer);
}
