import type { Random } from '#kernel/clock/random.ts';

/** What each month does to the risk of a line, January first. Rough figures, there to make a year look like a year in Jilin. */
const seasons: Readonly<Record<string, readonly number[]>> = {
  construction: [0.2, 0.2, 0.6, 1.4, 1.8, 2, 1.9, 1.9, 1.8, 1.4, 0.6, 0.3],
  agriculture: [0.2, 0.2, 0.6, 1.8, 2, 1.2, 1, 1, 2, 2.2, 0.8, 0.3],
  fireworks: [2.6, 2.4, 0.6, 0.4, 0.4, 0.6, 0.4, 0.4, 0.6, 0.6, 1.2, 2],
  fishery: [0.3, 0.3, 0.5, 1, 1.4, 1.8, 1.8, 1.8, 1.5, 1, 0.4, 0.3],
  water: [0.3, 0.3, 0.6, 1, 1.2, 2, 2.4, 2.2, 1.4, 0.8, 0.4, 0.3],
  gas: [1.8, 1.6, 1.2, 0.8, 0.7, 0.8, 0.7, 0.7, 0.8, 1.2, 1.6, 1.8],
  tourism: [1.8, 1.6, 0.8, 0.6, 1.2, 1.2, 1.6, 1.6, 1, 1.2, 0.8, 1.6],
  'road-transport': [1.6, 1.5, 1.2, 0.9, 0.9, 1, 1, 1, 1, 1, 1.3, 1.6],
};

/** June is the safety month; the last quarter and the weeks before the Spring Festival have their campaigns. */
const campaigns: readonly number[] = [1.2, 0.8, 1, 1, 1, 1.4, 1, 1, 1.1, 1, 1.1, 1.2];

export function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}

/** How much is found on a day, 1 on average: by season, campaign and whether people are at work. */
export function findingRate(line: string, day: string, works: boolean): number {
  const month = monthOf(day) - 1;
  return (seasons[line]?.[month] ?? 1) * (campaigns[month] ?? 1) * (works ? 1.3 : 0.25);
}

export function happens(random: Random, probability: number): boolean {
  return random.next() < probability;
}
