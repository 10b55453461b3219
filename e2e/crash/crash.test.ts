import { beforeAll, describe, expect, it } from 'vitest';
import { type CrashRound, crashRounds } from './drive.ts';

let rounds: readonly CrashRound[] = [];

beforeAll(async () => {
  rounds = await crashRounds({ rounds: 5 });
}, 300_000);

describe('kill -9 of server and PostgreSQL during a stream of acts', () => {
  it('killed each of them, in the midst of acts', () => {
    expect(rounds.map((each) => each.killed)).toEqual(['server', 'postgres', 'server', 'postgres', 'server']);
    for (const each of rounds) expect(each.acknowledged).toBeGreaterThanOrEqual(40);
  });

  it('lost no act that was acknowledged', () => {
    expect(rounds.flatMap((each) => each.lost)).toEqual([]);
  });

  it('left none half done: rows are the fold of their entries, duties have their dates, counters count right, the ledger verifies', () => {
    expect(rounds.flatMap((each) => each.wrong)).toEqual([]);
    for (const each of rounds) expect(each.tree).toBe(each.entries);
  });

  it('came back by itself when its database was killed', () => {
    for (const each of rounds.filter(({ killed }) => killed === 'postgres')) expect(each.back_ms).toBeGreaterThan(0);
  });
});
