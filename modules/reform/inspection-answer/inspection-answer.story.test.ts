import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programmeOfProvince } from '#server/testing/reform.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const inspected: readonly Step[] = [
  ...programmeOfProvince,
  {
    who: 'provinceCommission',
    type: 'cross-inspection',
    action: 'assign',
    input: {
      title: '2026 年上半年交叉检查',
      programme: '$programme',
      inspector: '220200-government',
      inspected: '220100-government',
      focus: '任务落实情况',
      until_on: '2026-04-30',
    },
    outcome: 'assigned',
    as: 'inspection',
  },
  {
    who: 'otherCityLeader',
    type: 'cross-inspection',
    action: 'report',
    on: 'inspection',
    input: { visited_on: '2026-03-04', conclusion: '有两项问题', findings: [{ finding: '责任清单未公示', clause: 'T1' }] },
    outcome: 'answering',
  },
];
const answer = { answer: '清单已于 3 月 10 日公示', evidence: ['$file'] };

describe('inspection-answer', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of inspected) await take(world, '', step, ids);
    const { rows } = await world.database.owner.query<{ id: string }>('select id from inspection_answer');
    ids.set('it', rows[0]?.id ?? '');
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'inspection-answer', each, ids);

  it('is owed by whoever was inspected, where he sees it', async () => {
    const { rows } = await world.database.owner.query('select state, desk, region, findings from inspection_answer');
    expect(rows).toEqual([
      { state: 'asked', desk: '220100-government', region: '220000.220100', findings: [{ finding: '责任清单未公示', clause: 'T1' }] },
    ]);
  });

  it('refusals first', async () => {
    await step({ who: 'provinceCommission', action: 'ask', input: {}, outcome: 'refused: consequence' });
    await step({ who: 'otherCityLeader', action: 'answer', input: answer, outcome: 'refused: not-found' });
    await step({ who: 'cityCommission', action: 'answer', input: answer, outcome: 'refused: actor-is-inspected' });
    await step({ who: 'cityLeader', action: 'answer', input: { answer: '已经整改' }, outcome: 'refused: missing' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'refused: wrong-state' });
  });

  it('is answered, sent back and accepted, which closes the inspection', async () => {
    await step({ who: 'cityLeader', action: 'answer', input: answer, outcome: 'answered', holds: { desk: '220000-commission' } });
    await step({ who: 'cityCommission', action: 'accept', outcome: 'refused: actor-is-office' });
    await step({ who: 'provinceCommission', action: 'return', input: { return_reason: '未见公示截图' }, outcome: 'asked' });
    await step({ who: 'cityLeader', action: 'answer', input: answer, outcome: 'answered' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'accepted' });
    const { rows } = await world.database.owner.query('select state from cross_inspection');
    expect(rows).toEqual([{ state: 'closed' }]);
  });
});
