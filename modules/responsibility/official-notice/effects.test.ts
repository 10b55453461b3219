import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEffects } from '#kernel/effects/run.ts';
import { effects } from '#modules/effects.ts';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { majorDanger } from '#server/testing/listing.ts';
import { take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';
import { effectParts } from '#server/workers.ts';

const day_ms = 86_400_000;
let world: World;
const ids = new Map<string, string>();

const drafts = async () =>
  (
    await world.database.owner.query<Record<string, unknown>>(
      `select title, kind, state, issuer, to_enterprise, recipients, danger, by_clock, number, desk, region, due_on from official_notice order by id`,
    )
  ).rows;

async function pass(days: number): Promise<void> {
  world.clock.advance(days * day_ms);
  await world.platform.sweep();
  await runEffects(world.database.server, world.clock, effects, effectParts(world.platform));
}

describe('lateness that reaches the rung of a supervision notice', () => {
  beforeAll(async () => {
    world = await openWorld();
    for (const step of [...twoEnterprises, ...majorDanger]) await take(world, '', step, ids);
  });
  afterAll(() => world.close());

  it('drafts nothing at the first rung', async () => {
    // Due on 20 April, the first rung is reached with the day after.
    await pass(48);
    const { rows } = await world.database.owner.query('select rung from hidden_danger');
    expect(rows).toEqual([{ rung: 1 }]);
    expect(await drafts()).toEqual([]);
  });

  it('lays one draft on the desk of the safety commission office, addressed to whoever is late', async () => {
    await pass(4);
    expect(await drafts()).toEqual([
      {
        title: '关于“储罐安全阀未投用”逾期的督办单',
        kind: 'supervision-notice',
        state: 'draft',
        issuer: '220102-commission',
        to_enterprise: ids.get('mine'),
        recipients: null,
        danger: ids.get('danger'),
        by_clock: true,
        number: null,
        desk: '220102-commission',
        region: '220000.220100.220102',
        due_on: null,
      },
    ]);
  });

  it('drafts the same one once, however often the effect is carried out, and none for the next rung', async () => {
    await world.database.owner.query(
      `insert into outbox (at, verb, record_type, record_id, version, next_at) select at, verb, record_type, record_id, version, at
        from ledger_entry where verb = 'hidden-danger.escalate'`,
    );
    await pass(20);
    expect(await drafts()).toHaveLength(1);
    const left = await world.database.owner.query('select 1 from outbox');
    expect(left.rows).toEqual([]);
  });

  it('goes out by two people of that office, like any other paper', async () => {
    const { rows } = await world.database.owner.query<{ id: string }>('select id from official_notice');
    ids.set('notice', rows[0]?.id ?? '');
    const step = { type: 'official-notice', on: 'notice' } as const;
    await take(world, '', { ...step, who: 'countyCommission', action: 'submit', outcome: 'refused: due-is-said' }, ids);
    await take(
      world,
      '',
      { ...step, who: 'countyCommission', action: 'submit', input: { due_on: '2026-05-30' }, outcome: 'reviewing' },
      ids,
    );
    await take(world, '', { ...step, who: 'countyCommissionSecond', action: 'issue', outcome: 'issued' }, ids);
    const sent = await world.database.owner.query('select desk, state from official_delivery');
    expect(sent.rows).toEqual([{ desk: ids.get('mine'), state: 'sent' }]);
  });
});

describe('lateness of a department above the county', () => {
  beforeAll(async () => {
    world = await openWorld();
    ids.clear();
    for (const step of [...twoEnterprises, ...majorDanger]) await take(world, '', step, ids);
    // As in a development zone, whose enterprises the city's departments answer for.
    for (const table of ['hidden_danger', 'deadline']) await world.database.owner.query(`update ${table} set desk = '220100-emergency'`);
  });
  afterAll(() => world.close());

  it('is answered by the commission office of its own level: the county’s could not see what it answers', async () => {
    await pass(52);
    expect((await drafts()).map(({ issuer, recipients, region }) => ({ issuer, recipients, region }))).toEqual([
      { issuer: '220100-commission', recipients: [{ organisation: '220100-emergency' }], region: '220000.220100' },
    ]);
  });
});
