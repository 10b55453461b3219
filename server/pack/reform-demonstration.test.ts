import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#kernel/clock/clock.ts';
import { type TestDatabase, testDatabase, testFolder } from '#kernel/database/testing.ts';
import { newVault } from '#kernel/sealing/ring.ts';
import { demoOf } from '#packs/tools/pack.ts';
import { openReference } from '#server/reference.ts';
import { loadBase, packReader } from './base.ts';
import { prepareDemonstration } from './demonstration.ts';
import { liveReform } from './reform-demonstration.ts';
import type { ReformParts } from './reform-stage.ts';

const until = '2026-11-23';
const clock = fixedClock('2026-11-24T03:00:00Z');
let database: TestDatabase;
let parts: ReformParts;

const rows = async (text: string) => (await database.owner.query<Record<string, unknown>>(text)).rows;
const history = () => rows('select record_type, record_id, version, verb, at from ledger_entry order by record_type, record_id, version');

describe('the year of the reform programme', () => {
  beforeAll(async () => {
    database = await testDatabase({ max: 8 });
    const pack = await loadBase(database.owner, clock, 'jilin');
    const demo = demoOf(pack, packReader('jilin'), { seed: '7', day: '2026-11-24', count: 40 });
    const vault = newVault();
    await prepareDemonstration(database.owner, clock, vault, demo);
    const filesFolder = await testFolder('files');
    await mkdir(join(filesFolder, 'simulated'), { recursive: true });
    parts = { owner: database.owner, database: database.server, reference: await openReference(database.server), demo, vault, filesFolder };
  });
  afterAll(() => database.close());

  it('is cut off by a server that stops, lived again from its beginning, and does nothing twice', { timeout: 120_000 }, async () => {
    const stop = new AbortController();
    let asked = 0;
    const signal = Object.defineProperty(stop.signal, 'aborted', {
      get: () => {
        asked += 1;
        return asked > 400;
      },
    });
    await expect(liveReform({ ...parts, signal }, until)).rejects.toThrow('stopping');
    const before = await history();
    const { acts } = await liveReform(parts, until);
    expect(acts).toBeGreaterThan(300);
    expect(acts).toBeLessThan(2_000);
    const after = await history();
    expect(after.length).toBeGreaterThan(before.length);
    // What stood there when it was cut off stands as it was.
    expect(after).toEqual(expect.arrayContaining(before.slice(0, 200)));
    expect((await liveReform(parts, until)).acts).toBe(0);
    expect(await history()).toEqual(after);
  });

  it('says nothing of the 83 tasks whose time had passed', async () => {
    expect(await rows(`select state, count(*)::int as n from reform_task group by state order by state`)).toEqual([
      { state: 'standing', n: 4 },
      { state: 'unknown', n: 83 },
    ]);
    expect(await rows(`select 1 from ledger_entry where record_type = 'reform-task' and verb <> 'reform-task.enter'`)).toEqual([]);
  });

  it('leaves something to see: who never reported, who was sent back, what waits for its review', async () => {
    const states = await rows(`select quarter, state, count(*)::int as n from task_report group by quarter, state order by quarter, state`);
    const last = Object.fromEntries(states.filter((each) => each.quarter === '2026Q3').map(({ state, n }) => [state, n]));
    expect(Object.keys(last).sort()).toEqual(['accepted', 'owed', 'returned', 'submitted']);
    expect(states.filter((each) => each.quarter !== '2026Q3' && each.state !== 'accepted')).toEqual([]);
    expect(await rows(`select distinct state from cross_inspection order by state`)).toEqual([
      { state: 'answering' },
      { state: 'assigned' },
      { state: 'closed' },
    ]);
    const rules = await rows(`select distinct state from implementing_rule order by state`);
    expect(rules.map((each) => each.state)).toEqual(['on-file', 'owed', 'returned', 'submitted']);
    const notices = await rows(`select distinct state from official_notice`);
    expect(notices).toEqual([{ state: 'issued' }]);
    expect(await rows(`select kind, period, number, state, total from reform_paper order by kind`)).toEqual([
      { kind: 'bulletin', period: '2026Q3', number: '改革简报〔2026〕1号', state: 'issued', total: 42 },
      { kind: 'dispatch', period: '2026-10', number: '改革调度〔2026〕1号', state: 'issued', total: 42 },
    ]);
  });
});
