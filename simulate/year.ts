import { seededRandom } from '#kernel/clock/random.ts';
import type { TreeHead } from '#kernel/ledger/tree-head.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { codeOf } from '#kernel/scope/region-path.ts';
import { addDays } from '#standards/day.ts';
import { type County, firstMemories, openCounty } from './county.ts';
import type { Province } from './ground.ts';
import type { CountyMemory } from './memory.ts';
import { type Nights, openNights, type SealBy } from './night.ts';
import type { Scene } from './steps/scene.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';

export interface LifeOptions {
  readonly province: Province;
  readonly seed: string;
  /** `YYYY-MM-DD`, the first day lived. */
  readonly from: string;
  readonly days: number;
  /** How many counties act at the same time. The outcome does not depend on it. */
  readonly lanes: number;
  /** Dangers found per small enterprise and year, about. */
  readonly pace: number;
  /** Share of acts that are done wrongly first; 0 does nothing wrong on purpose. */
  readonly misdeeds: number;
  readonly seal: SealBy | null;
  /** Acts carry keys, so that a day that was cut off can be lived again. */
  readonly resumable?: boolean;
  /** The day on which an enterprise is entered on the register; the first one when left out. */
  readonly registeredOn?: (index: number) => string;
  /** Where an earlier process came to: memories as they were after that many days. */
  readonly resume?: { readonly days: number; readonly memories: readonly CountyMemory[] };
  readonly onDay?: (day: Lived) => void | Promise<void>;
  /** Told of each act before it is taken; what it throws ends the life there. */
  readonly onAct?: () => void;
  /** What somebody wrote for the counties, played before the county's own life of the day. */
  readonly play?: (scene: Scene) => Promise<void>;
}

export interface Lived {
  readonly day: string;
  readonly done: number;
  readonly total: number;
  readonly tally: Tally;
  readonly memories: readonly CountyMemory[];
}

export interface Life {
  readonly tally: Tally;
  /** The newest head; null when nothing was sealed. */
  readonly head: TreeHead | null;
  readonly memories: readonly CountyMemory[];
  /** The moment at which everything stands. */
  readonly until: Date;
}

/** An officer of another county: the one half the list away. */
function distantOf(province: Province, memories: readonly CountyMemory[], index: number): Actor {
  const other = memories[(index + Math.ceil(memories.length / 2)) % memories.length]?.county ?? '';
  const found = province.cast.of(`${codeOf(other)}-emergency`, 'supervisor')[0];
  if (found === undefined) throw new Error(`nobody sits in the emergency bureau of ${other}`);
  return found;
}

function openCounties(options: LifeOptions): readonly County[] {
  const { province, seed, from, pace, misdeeds } = options;
  const memories = options.resume?.memories ?? firstMemories(province, options.registeredOn ?? (() => from));
  const root = seededRandom(`simulation ${seed}`);
  return memories.map((memory, number) =>
    openCounty(memory, {
      province,
      random: root.fork(memory.county),
      number,
      distant: distantOf(province, memories, number),
      misdeeds,
      pace,
      resumable: options.resumable === true,
      lastDay: addDays(from, options.days - 1),
      onAct: options.onAct ?? (() => undefined),
      play: options.play ?? (async () => undefined),
    }),
  );
}

/** Offices above the counties number their papers in one series each: county after county, in a settled order. */
async function evening(counties: readonly County[], today: string, tallies: readonly Tally[]): Promise<void> {
  for (const [index, county] of counties.entries()) {
    const tally = tallies[index];
    if (tally !== undefined) await county.liveAbove(today, tally);
  }
}

/** One day of all counties, so many at a time; those with most to do first, so that nobody waits long for the last one. */
async function day(counties: readonly County[], today: string, lanes: number, tallies: readonly Tally[]): Promise<void> {
  const load = ({ memory }: County) => (memory.agenda[today]?.length ?? 0) + Object.keys(memory.enterprises).length / 50;
  const order = [...counties.keys()].sort((a, b) => loadAt(b) - loadAt(a));
  function loadAt(index: number): number {
    const county = counties[index];
    return county === undefined ? 0 : load(county);
  }
  let next = 0;
  async function lane(): Promise<void> {
    for (let index = order[next++]; index !== undefined; index = order[next++]) {
      const tally = tallies[index];
      if (tally !== undefined) await counties[index]?.live(today, tally);
    }
  }
  // All lanes have come to rest before the day is over or has failed.
  const settled = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const each of settled) if (each.status === 'rejected') throw each.reason;
}

/** Lives through the days given. The same seed gives the same ledger, whatever the number of lanes. */
export async function live(options: LifeOptions): Promise<Life> {
  const { province, seed, from, days, lanes, seal } = options;
  const counties = openCounties(options);
  const tallies = counties.map(() => emptyTally());
  const memories = counties.map((each) => each.memory);
  const nights: Nights = openNights(province, seededRandom(`nights ${seed}`), seal);
  const sum = () => {
    const tally = emptyTally();
    for (const each of tallies) addTally(tally, each);
    return tally;
  };
  let head: TreeHead | null = null;
  for (let done = options.resume?.days ?? 0; done < days; done += 1) {
    const today = addDays(from, done);
    await day(counties, today, lanes, tallies);
    await evening(counties, today, tallies);
    head = (await nights.pass(today, memories)) ?? head;
    await options.onDay?.({ day: today, done: done + 1, total: days, tally: sum(), memories });
  }
  return { tally: sum(), head, memories, until: nights.clock.now() };
}
