import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { platformOver } from './platform.ts';
import { twoEnterprises } from './testing/enterprises.ts';
import { people } from './testing/people.ts';
import { take } from './testing/story.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await openWorld({ seed: 3 });
  for (const step of twoEnterprises) await take(world, 'enterprise', step, ids);
});
afterAll(() => world.close());

/** The world's database, and how many of its connections were lent at a time. */
function watched(database: Database): { database: Database; most: () => number } {
  let lent = 0;
  let most = 0;
  const borrow: Database['borrow'] = async (work) => {
    lent += 1;
    most = Math.max(most, lent);
    try {
      return await database.borrow(work);
    } finally {
      lent -= 1;
    }
  };
  return { database: { ...database, borrow }, most: () => most };
}

it('carries out so many acts at a time and no more, and a refused one makes place for the next', async () => {
  const { clock, random, platform } = world;
  const { database, most } = watched(world.database.server);
  const { executor } = platformOver(platform.reference, { database, clock, random, vault: platform.vault, lanes: 2 });
  const found = {
    title: '同时上报的隐患',
    description: '描述',
    enterprise: ids.get('mine'),
    source: 'supervision',
    found_on: '2026-03-04',
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) =>
      executor.act({
        actor: people.countySupervisor,
        type: 'hidden-danger',
        id: null,
        action: 'report',
        input: n % 3 === 0 ? { ...found, title: '' } : found,
      }),
    ),
  );
  const refused = outcomes.filter((each) => each.status === 'rejected');
  expect(refused).toHaveLength(4);
  for (const each of refused) expect(each.reason).toBeInstanceOf(Problem);
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(8);
  expect(most()).toBe(2);
});
