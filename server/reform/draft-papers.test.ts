import { afterAll, beforeAll, expect, it } from 'vitest';
import { programmeOfProvince } from '#server/testing/reform.ts';
import { take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';
import { draftPapers } from './draft-papers.ts';

let world: World;
const ids = new Map<string, string>();

beforeAll(async () => {
  world = await openWorld();
  for (const step of programmeOfProvince) await take(world, '', step, ids);
});
afterAll(() => world.close());

const drafts = async () =>
  (await world.database.owner.query('select kind, period, state, desk, by_clock from reform_paper order by period, kind')).rows;
const passTo = (day: string) => world.clock.set(`${day}T01:00:00.000Z`);
const draft = (kind: string, period: string) => ({ kind, period, state: 'draft', desk: '220000-commission', by_clock: true });

it('drafts nothing on a time before the programme stood', async () => {
  expect(await draftPapers(world.platform, '2026-03-04')).toBe(0);
});

it('drafts the dispatch of the month when it is over, once', async () => {
  passTo('2026-04-01');
  expect(await draftPapers(world.platform, '2026-04-01')).toBe(1);
  expect(await draftPapers(world.platform, '2026-04-02')).toBe(0);
  expect(await drafts()).toEqual([draft('dispatch', '2026-03')]);
});

it('drafts the bulletin of the quarter when the month of its reports is over', async () => {
  passTo('2026-05-01');
  expect(await draftPapers(world.platform, '2026-05-01')).toBe(2);
  expect(await drafts()).toEqual([draft('dispatch', '2026-03'), draft('dispatch', '2026-04'), draft('bulletin', '2026Q1')]);
});

it('does not draft again what was made void, nor for a programme that is closed', async () => {
  const { rows } = await world.database.owner.query<{ id: string }>(`select id from reform_paper where period = '2026-04'`);
  ids.set('paper', rows[0]?.id ?? '');
  const step = { who: 'provinceCommission', type: 'reform-paper', on: 'paper', action: 'void' } as const;
  await take(world, '', { ...step, input: { void_reason: '并入季度简报' }, outcome: 'void' }, ids);
  expect(await draftPapers(world.platform, '2026-05-02')).toBe(0);
  const closing = { closing_note: '任务均已完成' };
  await take(
    world,
    'reform-programme',
    { who: 'provinceCommission', action: 'close', on: 'programme', input: closing, outcome: 'closed' },
    ids,
  );
  passTo('2026-06-01');
  expect(await draftPapers(world.platform, '2026-06-01')).toBe(0);
});
