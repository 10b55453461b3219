import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#kernel/clock/zone.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { effects } from '#modules/effects.ts';
import { reformTaskInput, standingTask } from '#server/testing/reform.ts';
import { take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';
import { effectParts } from '#server/workers.ts';
import { oweReports } from './owe-reports.ts';

const day_ms = 86_400_000;
let world: World;
const ids = new Map<string, string>();

const owe = () => oweReports(world.platform, dayOf(world.clock.now()));
const rows = async () =>
  (await world.database.owner.query('select unit, quarter, state, rung from task_report order by quarter, unit')).rows;

async function pass(days: number): Promise<void> {
  world.clock.advance(days * day_ms);
  await world.platform.sweep();
  await runEffects(world.database.server, world.clock, effects, effectParts(world.platform));
}

describe('quarterly reports', () => {
  beforeAll(async () => {
    world = await openWorld();
    for (const step of standingTask) await take(world, '', step, ids);
    const past = { ...reformTaskInput, number: 1, limit_on: '2018-12-31' };
    await take(world, 'reform-task', { who: 'provinceCommission', action: 'enter', input: past, outcome: 'unknown', as: 'past' }, ids);
  });
  afterAll(() => world.close());

  it('are not owed for a quarter in which the task was not yet under way', async () => {
    expect(await owe()).toBe(0);
  });

  it('are owed by each unit of a task under way once the quarter is over, once each, and by nobody for one that is not known', async () => {
    world.clock.advance(28 * day_ms);
    expect(dayOf(world.clock.now())).toBe('2026-04-01');
    expect(await owe()).toBe(2);
    expect(await owe()).toBe(0);
    expect(await rows()).toEqual([
      { unit: '220000-finance', quarter: '2026Q1', state: 'owed', rung: 0 },
      { unit: '220000-housing', quarter: '2026Q1', state: 'owed', rung: 0 },
    ]);
  });

  it('climb the ladder when late, to a supervision notice of the office that leads', async () => {
    await pass(25);
    const late = await rows();
    expect(late.every((each) => Number(each.rung) >= 2)).toBe(true);
    const drafts = await world.database.owner.query('select issuer, recipients, kind, state from official_notice order by id');
    expect(drafts.rows).toContainEqual({
      issuer: '220000-commission',
      recipients: [{ organisation: '220000-finance' }],
      kind: 'supervision-notice',
      state: 'draft',
    });
  });

  it('are owed by every organisation of a group inside the area', async () => {
    const input = { ...reformTaskInput, number: 26, standing: true, units: [{ printed: '各级地方政府', group: 'governments' }] };
    await take(world, 'reform-task', { who: 'provinceCommission', action: 'enter', input, outcome: 'standing', as: 'group' }, ids);
    world.clock.advance(70 * day_ms);
    await owe();
    const found = await world.database.owner.query(`select unit from task_report where task = $1 order by unit`, [ids.get('group')]);
    expect(found.rows.map((each) => each.unit)).toEqual(['220100-government', '220102-government', '220200-government']);
  });
});
