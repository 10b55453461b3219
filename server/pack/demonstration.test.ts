import { afterAll, expect, it } from 'vitest';
import { fixedClock } from '#kernel/clock/clock.ts';
import { type TestDatabase, testDatabase, testFolder } from '#kernel/database/testing.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { type Demo, demoOf } from '#packs/tools/pack.ts';
import { openReference } from '#server/reference.ts';
import { loadBase, packReader } from './base.ts';
import { type DemonstrationParts, demonstrationIsLived, liveDemonstration, prepareDemonstration } from './demonstration.ts';

const until = new Date('2026-11-24T03:00:00Z');
const opened: TestDatabase[] = [];

afterAll(() => Promise.all(opened.map((each) => each.close())));

/** The first enterprise's county and one more. */
function small(demo: Demo): Demo {
  const inside = ({ region }: { region: string }) => region.includes('.220102.') || region.includes('.220103.');
  const enterprises = demo.enterprises.filter(inside);
  return { ...demo, enterprises: enterprises.filter((each, index) => index < 12 || each.region.includes('.220103.')).slice(0, 24) };
}

async function prepared(): Promise<DemonstrationParts> {
  const test = await testDatabase({ max: 8 });
  opened.push(test);
  const pack = await loadBase(test.owner, fixedClock(until), 'jilin');
  const demo = small(demoOf(pack, packReader('jilin'), { seed: '7', day: '2026-11-24', count: 1_500 }));
  const vault = newVault();
  await prepareDemonstration(test.owner, fixedClock(until), vault, demo);
  const reference = await openReference(test.server);
  return { owner: test.owner, database: test.server, reference, demo, vault, filesFolder: await testFolder('files'), lanes: 2, pace: 40 };
}

/** Which act was taken when by whom on what, without the salts of personal values. */
async function history({ owner }: DemonstrationParts): Promise<unknown[]> {
  const { rows } = await owner.query(
    'select record_type, record_id, version, at, verb, actor_person, region, line from ledger_entry order by record_type, record_id, version',
  );
  return rows;
}

function cutAfter(acts: number): AbortSignal {
  let taken = 0;
  const throwIfAborted = () => {
    taken += 1;
    if (taken > acts) throw new Error('cut off');
  };
  // The one method of a signal that the history asks.
  return { throwIfAborted } as AbortSignal;
}

it('goes on after it was cut off, and does nothing twice', { timeout: 240_000 }, async () => {
  const whole = await prepared();
  const { acts } = await liveDemonstration(whole, { until, days: 8 }, () => undefined);
  expect(acts).toBeGreaterThan(150);
  const cut = await prepared();
  // Cut off in the middle of the first day, then, living that day again, in the middle of a later one.
  for (const share of [0.2, 0.8]) {
    const signal = cutAfter(acts * share);
    await expect(liveDemonstration({ ...cut, signal }, { until, days: 8 }, () => undefined)).rejects.toThrow('cut off');
    expect(await demonstrationIsLived(cut.owner)).toBe(false);
  }
  // A day later: the days lived are those that were settled at the start.
  await liveDemonstration(cut, { until: new Date(until.getTime() + 86_400_000) }, () => undefined);
  expect(await demonstrationIsLived(cut.owner)).toBe(true);
  expect(await history(cut)).toEqual(await history(whole));
  expect((await liveDemonstration(cut, { until }, () => undefined)).acts).toBe(0);
});
