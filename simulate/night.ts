import { type ManualClock, manualClock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import { foldCounters } from '#kernel/counts/counts.ts';
import type { HashAlgorithm } from '#kernel/ledger/hash.ts';
import { sealAll } from '#kernel/ledger/sealer.ts';
import type { Signer } from '#kernel/ledger/signature.ts';
import type { TreeHead } from '#kernel/ledger/tree-head.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { addDays } from '#standards/day.ts';
import type { Ground, Province } from './ground.ts';
import { learnMatters } from './matters/learn.ts';
import type { CountyMemory } from './memory.ts';

export interface SealBy {
  readonly signer: Signer;
  readonly log: string;
  readonly algorithm?: HashAlgorithm;
}

/** What goes on while nobody acts: deadlines, effects, counters, the ledger; and what the agents learn of it. */
export interface Nights {
  readonly clock: ManualClock;
  /** After `day`, at five past midnight. Null as the head when nothing is sealed. */
  pass(day: string, memories: readonly CountyMemory[]): Promise<TreeHead | null>;
}

const afterMidnight_ms = 5 * 60_000;
/** More passes than that would mean that a sweep comes back to what it has looked at. */
const maxPasses = 1_000;

async function untilDone(what: string, step: () => Promise<boolean>): Promise<void> {
  for (let pass = 0; pass < maxPasses; pass += 1) if (await step()) return;
  throw new Error(`${what} found no end`);
}

/** @param seal null leaves sealing to workers that run already. */
export function openNights(province: Province, random: Random, seal: SealBy | null): Nights {
  const clock = manualClock(new Date(0));
  const ground: Ground = province.open(clock, random);

  async function pass(day: string, memories: readonly CountyMemory[]): Promise<TreeHead | null> {
    clock.set(new Date(startOfDay(addDays(day, 1)).getTime() + afterMidnight_ms));
    // One effect at a time, in the order of the acts: what they make must not depend on who committed first.
    await untilDone('effects', async () => (await ground.runEffect()) === 0);
    await untilDone('the sweep', async () => (await ground.sweep(2_000)).looked === 0);
    // Lateness that has just been found may ask for a paper.
    await untilDone('effects of the sweep', async () => (await ground.runEffect()) === 0);
    await untilDone('the fold of counters', async () => (await foldCounters(province.database, 50_000)) === 0);
    const sealed = seal === null ? null : await sealAll(province.database, { ...seal, clock });
    await learn(province, startOfDay(day), memories);
    await learnMatters(province, { from: startOfDay(day), until: clock.now() }, memories);
    return sealed?.head?.head ?? null;
  }

  return { clock, pass };
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly due_at: Date | null;
}

async function changedSince(province: Province, table: string, moment: Date): Promise<ReadonlyMap<string, Seen>> {
  const statement = {
    name: `simulate.changed.${table}`,
    text: `select id, version, state, region, line, subject, due_at from ${table} where changed_at >= $1`,
    values: [moment],
  };
  const [result] = await look(province.database, systemActor, [statement]);
  // The columns are those of the statement above.
  const rows = (result?.rows ?? []) as unknown as readonly Seen[];
  return new Map(rows.map((row) => [row.id, row]));
}

/** Agents see in the morning what has become of their records: what sweep and effects did, and what people at their desks did. */
async function learn(province: Province, moment: Date, memories: readonly CountyMemory[]): Promise<void> {
  const tables = ['enterprise', 'licence', 'safety_staff', 'hidden_danger', 'deadline_extension', 'enterprise_claim'];
  const changed = await Promise.all(tables.map((table) => changedSince(province, table, moment)));
  const all = new Map(changed.flatMap((each) => [...each]));
  for (const { enterprises, papers, dangers, filings } of memories) {
    for (const memo of Object.values(enterprises)) {
      const seen = all.get(memo.id);
      if (seen !== undefined) Object.assign(memo, { version: seen.version, state: seen.state, region: seen.region, line: seen.line });
    }
    for (const memo of [...Object.values(papers), ...Object.values(filings)]) {
      const seen = all.get(memo.id);
      if (seen !== undefined) Object.assign(memo, { version: seen.version, state: seen.state, subject: seen.subject ?? memo.subject });
    }
    for (const memo of Object.values(dangers)) {
      const seen = all.get(memo.id);
      if (seen === undefined) continue;
      const { version, state, line } = seen;
      Object.assign(memo, { version, state, line, subject: seen.subject ?? memo.subject, due_at: seen.due_at?.toISOString() ?? null });
    }
  }
}
