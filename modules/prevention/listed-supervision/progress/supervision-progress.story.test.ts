import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { listedByCounty } from '#server/testing/listing.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const input = { percent: 40, done: '已完成设备采购并进场', next_steps: '五月完成安装调试' };

describe('supervision-progress', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of [...twoEnterprises, ...listedByCounty]) await take(world, '', step, ids);
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'supervision-progress', each, ids);
  const rows = async () =>
    (
      await world.database.owner.query<{ id: string; state: string; due_on: string; title: string; desk: string | null }>(
        'select id, state, due_on::text, title, desk from supervision_progress order by due_on',
      )
    ).rows;

  it('is owed by the enterprise for the quarter, once a danger is listed', async () => {
    const [first] = await rows();
    expect(first).toMatchObject({
      state: 'owed',
      due_on: '2026-06-30',
      title: '2026 年第 2 季度：储罐安全阀未投用',
      desk: ids.get('mine'),
    });
    ids.set('it', first?.id ?? '');
  });

  it('refusals first', async () => {
    await step({
      who: 'countyCommission',
      action: 'owe',
      input: { supervision: '$listing', due_on: '2026-06-30' },
      outcome: 'refused: consequence',
    });
    await step({ who: 'otherSafetyManager', action: 'submit', input, outcome: 'refused: not-found' });
    await step({ who: 'countyCommission', action: 'submit', input, outcome: 'refused: not-permitted' });
    await step({ who: 'safetyManager', action: 'submit', input: { ...input, percent: 101 }, outcome: 'refused: ill-formed' });
    await step({ who: 'safetyManager', action: 'submit', input: { percent: 10 }, outcome: 'refused: missing' });
    await step({ who: 'countyCommission', action: 'accept', outcome: 'refused: wrong-state' });
  });

  it('is handed in, sent back, handed in again and read by the body that listed it', async () => {
    await step({ who: 'safetyManager', action: 'submit', input, outcome: 'submitted', holds: { desk: '220102-commission' } });
    await step({ who: 'cityCommission', action: 'accept', outcome: 'refused: reader-is-issuer' });
    await step({ who: 'countySupervisor', action: 'accept', outcome: 'refused: not-permitted' });
    await step({ who: 'countyCommission', action: 'return', input: {}, outcome: 'refused: missing' });
    // Five working days after 4 March.
    const holds = { due_at: new Date('2026-03-11T15:59:59.999Z') };
    await step({ who: 'countyCommission', action: 'return', input: { return_reason: '缺少佐证' }, outcome: 'owed', holds });
    await step({ who: 'enterpriseHead', action: 'submit', input: { ...input, evidence: ['$file'] }, outcome: 'submitted' });
    await step({ who: 'countyCommissionSecond', action: 'accept', outcome: 'accepted', holds: { desk: null } });
  });

  it('brings the next quarter with it, which goes when the listing is revoked', async () => {
    expect((await rows()).map((each) => [each.state, each.due_on])).toEqual([
      ['accepted', '2026-06-30'],
      ['owed', '2026-09-30'],
    ]);
    await step({
      who: 'countyCommission',
      type: 'listed-supervision',
      action: 'revoke',
      on: 'listing',
      input: { revocation_reason: '判定有误' },
      outcome: 'revoked',
    });
    expect((await rows()).map((each) => each.state)).toEqual(['accepted', 'cancelled']);
  });
});
