import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lived, liveSmall } from '#server/testing/simulated.ts';
import { checkAll } from './checks/all.ts';
import { totals } from './tally.ts';

let one: Lived;
let eight: Lived;
let other: Lived;

beforeAll(async () => {
  one = await liveSmall({ lanes: 1 });
  eight = await liveSmall({ lanes: 8 });
  other = await liveSmall({ seed: '8', days: 2 });
}, 180_000);

afterAll(() => Promise.all([one, eight, other].map((each) => each?.test.close())));

describe('a simulated province', () => {
  it('does many kinds of acts, and a tenth of them wrongly', () => {
    const { accepted, refused } = totals(one.life.tally);
    expect(accepted).toBeGreaterThan(500);
    expect(refused / (accepted + refused)).toBeGreaterThan(0.1);
    expect(Object.keys(one.life.tally.verbs).length).toBeGreaterThan(18);
    const codes = new Set(Object.values(one.life.tally.verbs).flatMap((each) => Object.keys(each.codes)));
    for (const code of [
      'not-permitted',
      'missing',
      'unexpected',
      'ill-formed',
      'wrong-state',
      'outside-scope',
      'not-found',
      'stale',
      'id-taken',
      'verifier-is-another',
    ]) {
      expect(codes).toContain(code);
    }
  });

  it('has nothing refused that was meant well, and nothing taken that was meant badly', () => {
    expect(one.life.tally.unforeseen).toEqual({});
    expect(one.life.tally.slipped).toEqual([]);
    expect(one.life.tally.changed).toEqual([]);
    expect(one.life.tally.inspected).toBeGreaterThan(5);
    expect(one.life.tally.repeated).toBeGreaterThan(5);
  });

  it('has the same ledger with one lane and with eight', () => {
    expect(one.life.head?.size).toBeGreaterThan(500);
    expect(eight.life.head?.size).toBe(one.life.head?.size);
    expect(eight.life.head?.root).toBe(one.life.head?.root);
    expect(eight.life.tally).toEqual(one.life.tally);
  });

  it('has another one from another seed', () => {
    expect(other.life.head?.root).toBeDefined();
    expect(other.life.head?.root).not.toBe(one.life.head?.root);
  });

  it('passes every check, and each check saw something', async () => {
    const all = await checkAll(eight.parts);
    expect(all.flatMap((each) => each.findings)).toEqual([]);
    expect(all.filter((each) => each.looked === 0).map((each) => each.name)).toEqual(['outbox']);
  });
});
