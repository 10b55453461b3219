import type { Clock } from './clock.ts';

/** The only source of chance in kernel and modules. */
export interface Random {
  /** An integer of 32 random bits, 0 … 2^32-1. */
  uint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** One of `items`; throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  bytes(length: number): Uint8Array;
  /**
   * A generator of its own. Of a seeded one it depends on the parent's seed and on the label alone: not on how many numbers
   * the parent has given, nor on the order of forks, so that parallel lanes give the same as one. The same label twice is
   * the same stream twice.
   */
  fork(label: string): Random;
}

type Words = readonly [number, number, number, number];

function fromUint32(uint32: () => number, fork: (label: string) => Random): Random {
  function next(): number {
    return ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000;
  }
  function int(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high < low) throw new RangeError(`no integer from ${low} to ${high}`);
    return low + Math.floor(next() * (high - low + 1));
  }
  return {
    uint32,
    next,
    int,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      // The index lies inside: `items` is not empty. The element itself may be undefined when T allows it.
      return items[int(0, items.length - 1)] as (typeof items)[number];
    },
    bytes: (length) => {
      const out = new Uint8Array(length);
      let word = 0;
      for (let index = 0; index < length; index += 1) {
        if (index % 4 === 0) word = uint32();
        out[index] = (word >>> ((index % 4) * 8)) & 0xff;
      }
      return out;
    },
    fork,
  };
}

function finish(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Mixes a label into four words (the finaliser is MurmurHash3's); not a cryptographic hash, and not used as one. */
function mix(key: Words, label: string): Words {
  let [a, b, c, d] = key;
  for (let index = 0; index < label.length; index += 1) {
    const unit = label.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 0x239b961b);
    b = c ^ Math.imul(b ^ unit, 0xab0e9789);
    c = d ^ Math.imul(c ^ unit, 0x38b34ae5);
    d = a ^ Math.imul(d ^ unit, 0xa1e38b93);
  }
  // The length keeps '' and runs of NUL apart.
  a ^= label.length;
  return [finish(a + b), finish(b + c), finish(c + d), finish(d ^ a)];
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes PractRand and BigCrush. */
function sfc32(seed: Words): () => number {
  let [a, b, c] = seed;
  let counter = seed[3] | 1;
  function step(): number {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    c |= 0;
    return out >>> 0;
  }
  for (let warm = 0; warm < 12; warm += 1) step();
  return step;
}

function fromKey(key: Words): Random {
  return fromUint32(sfc32(key), (label) => fromKey(mix(key, label)));
}

/** The same seed gives the same numbers on every machine. For simulation and tests; never for secrets. */
export function seededRandom(seed: number | string): Random {
  return fromKey(mix([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef], `${typeof seed}:${seed}`));
}

/** The machine's own randomness, fit for identifiers, salts and tokens. */
export function systemRandom(): Random {
  // Asked for in blocks: one call per identifier costs more than the act that needs it.
  const block = new Uint32Array(1024);
  let used = block.length;
  function uint32(): number {
    if (used === block.length) {
      crypto.getRandomValues(block);
      used = 0;
    }
    const value = block[used] ?? 0;
    block[used] = 0;
    used += 1;
    return value;
  }
  const random: Random = fromUint32(uint32, () => random);
  return random;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** A UUID version 7 (RFC 9562 5.7): milliseconds of the clock, then 74 random bits; sorts by time to the millisecond. */
export function newId(clock: Clock, random: Random): string {
  const at = clock.now().getTime();
  const high = Math.floor(at / 0x10000);
  const first = random.uint32();
  const variant = 0x8000 | (first >>> 18);
  return `${hex(high, 8)}-${hex(at - high * 0x10000, 4)}-7${hex(first & 0xfff, 3)}-${hex(variant, 4)}-${hex(random.uint32(), 8)}${hex(random.uint32() & 0xffff, 4)}`;
}
