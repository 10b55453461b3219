import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runEffects } from '#kernel/effects/run.ts';
import { effects } from '#modules/effects.ts';
import { twoEnterprises } from './testing/enterprises.ts';
import { people, places } from './testing/people.ts';
import { sit } from './testing/sessions.ts';
import { type Step, take } from './testing/story.ts';
import { openWorld, type World } from './testing/world.ts';
import { effectParts } from './workers.ts';

let world: World;
const ids = new Map<string, string>();

const paper = { name: '经营许可证', number: '1', issuer: '局', issued_on: '2025-05-01', expires_on: '2028-04-30' };
const member = { name: '王安', position: 'manager', certificate: 'JL-1', expires_on: '2027-06-30' };
const danger = { title: '储罐安全阀未投用', description: '关闭', enterprise: '$other', source: 'supervision', found_on: '2026-03-04' };
const belongings: readonly Step[] = [
  { who: 'otherSafetyManager', type: 'licence', action: 'file', input: paper, outcome: 'valid', as: 'licence' },
  { who: 'otherSafetyManager', type: 'safety-staff', action: 'file', input: member, outcome: 'valid', as: 'staff' },
  { who: 'countySupervisor', type: 'hidden-danger', action: 'report', input: danger, outcome: 'reported', as: 'danger' },
  { who: 'countySupervisor', type: 'hidden-danger', action: 'assess', on: 'danger', input: { level: 'general' }, outcome: 'rectifying' },
];

beforeEach(async () => {
  world = await openWorld();
  ids.clear();
  for (const step of [...twoEnterprises, ...belongings]) await take(world, 'enterprise', step, ids);
});
afterEach(() => world.close());

async function carryOut(): Promise<number> {
  const { database, clock } = world.platform;
  let done = 0;
  for (let more = 1; more > 0; done += more) more = await runEffects(database, clock, effects, effectParts(world.platform));
  return done;
}

async function scopeOf(table: string, name: string): Promise<Record<string, unknown> | undefined> {
  const found = await world.database.owner.query(`select region, line, subject, desk, township from ${table} where id = $1`, [
    ids.get(name),
  ]);
  return found.rows[0];
}

const tables = [
  ['licence', 'licence'],
  ['safety_staff', 'staff'],
  ['hidden_danger', 'danger'],
] as const;

async function outbox(): Promise<readonly { verb: string; attempts: number; last_error: string | null }[]> {
  const found = await world.database.owner.query<{ verb: string; attempts: number; last_error: string | null }>(
    'select verb, attempts, last_error from outbox',
  );
  return found.rows;
}

describe('what follows an act', () => {
  it('a merged enterprise takes its records along: subject, desk, deadline, and who sees them', async () => {
    await take(
      world,
      '',
      { who: 'countySupervisor', type: 'enterprise', action: 'merge', on: 'other', input: { merged_into: '$mine' }, outcome: 'merged' },
      ids,
    );
    expect(await scopeOf('licence', 'licence')).toMatchObject({ subject: ids.get('other') });
    expect(await carryOut()).toBe(1);
    for (const [table, name] of tables) {
      expect(await scopeOf(table, name), table).toMatchObject({ subject: ids.get('mine'), desk: ids.get('mine') });
      const open = await world.database.owner.query('select subject, desk from deadline where record_id = $1 and status = $2', [
        ids.get(name),
        'pending',
      ]);
      expect(open.rows, table).toEqual([{ subject: ids.get('mine'), desk: ids.get('mine') }]);
    }
    await take(
      world,
      '',
      {
        who: 'otherSafetyManager',
        type: 'licence',
        action: 'end',
        on: 'licence',
        input: { ending_reason: '并入' },
        outcome: 'refused: not-found',
      },
      ids,
    );
    await take(
      world,
      '',
      { who: 'safetyManager', type: 'licence', action: 'end', on: 'licence', input: { ending_reason: '并入' }, outcome: 'ended' },
      ids,
    );
    // The owner's name went along, so that no later act brings a record back to the enterprise that is no more.
    for (const [table, name] of tables) {
      const kept = await world.database.owner.query(`select enterprise from ${table} where id = $1`, [ids.get(name)]);
      expect(kept.rows, table).toEqual([{ enterprise: ids.get('mine') }]);
    }
    await take(
      world,
      '',
      {
        who: 'countySupervisor',
        type: 'safety-staff',
        action: 'correct',
        on: 'staff',
        input: { name: '王安全' },
        outcome: 'valid',
        holds: { subject: ids.get('mine') },
      },
      ids,
    );
    expect(await outbox()).toEqual([]);
  });

  it('a moved enterprise takes its records along to the new township, counters too', async () => {
    await take(
      world,
      '',
      {
        who: 'countySupervisor',
        type: 'enterprise',
        action: 'move',
        on: 'other',
        input: { region: places.otherTownship, line: 'hazardous-chemicals' },
        outcome: 'active',
      },
      ids,
    );
    await carryOut();
    for (const [table, name] of tables)
      expect(await scopeOf(table, name), table).toMatchObject({ region: places.otherTownship, township: 220102002 });
    const counted = await world.database.owner.query(
      `select region, sum(n)::int as n from counter_delta where record_type = 'licence' group by 1 having sum(n) <> 0`,
    );
    expect(counted.rows).toEqual([{ region: places.otherTownship, n: 1 }]);
    await take(
      world,
      '',
      {
        who: 'townshipSupervisor',
        type: 'hidden-danger',
        action: 'dismiss',
        on: 'danger',
        input: { dismissal_reason: 'x' },
        outcome: 'refused: not-found',
      },
      ids,
    );
  });

  it('a granted claim appoints its applicant to a post in the enterprise, once', async () => {
    await sit(world.database.owner, people.applicant);
    const code = await world.database.owner.query<{ credit_code: string }>('select credit_code from enterprise where id = $1', [
      ids.get('mine'),
    ]);
    const input = { credit_code: code.rows[0]?.credit_code, position: 'enterprise-head', applicant_name: '李申', phone: '19900004321' };
    await take(world, '', { who: 'applicant', type: 'enterprise-claim', action: 'submit', input, outcome: 'submitted', as: 'claim' }, ids);
    await take(world, '', { who: 'countySupervisor', type: 'enterprise-claim', action: 'grant', on: 'claim', outcome: 'granted' }, ids);
    expect(await carryOut()).toBe(1);
    const posts = async () =>
      (
        await world.database.owner.query('select subject, roles, reader, region from post where person = $1 and subject is not null', [
          people.applicant.person,
        ])
      ).rows;
    const held = [{ subject: ids.get('mine'), roles: ['enterprise-head'], reader: 'enterprise', region: places.township }];
    expect(await posts()).toEqual(held);
    // A worker that died before it could say so: the effect is carried out again.
    await world.database.owner.query(
      `insert into outbox (at, verb, record_type, record_id, version, next_at) values ($1, 'enterprise-claim.grant', 'enterprise-claim', $2, 2, $1)`,
      [world.clock.now(), ids.get('claim')],
    );
    expect(await carryOut()).toBe(1);
    expect(await posts()).toEqual(held);
    const claimed = await world.database.owner.query('select claimed_by from enterprise where id = $1', [ids.get('mine')]);
    expect(claimed.rows).toEqual([{ claimed_by: people.applicant.person }]);
  });

  it('one that fails waits longer each time, keeps its error, and is not lost', async () => {
    await take(
      world,
      '',
      { who: 'countySupervisor', type: 'enterprise', action: 'merge', on: 'other', input: { merged_into: '$mine' }, outcome: 'merged' },
      ids,
    );
    const broken = new Map([['enterprise.merge', () => Promise.reject(new Error('the disk is full'))]]);
    const { database, clock } = world.platform;
    const parts = effectParts(world.platform);
    expect(await runEffects(database, clock, broken, parts)).toBe(0);
    expect(await outbox()).toEqual([{ verb: 'enterprise.merge', attempts: 1, last_error: 'Error: the disk is full' }]);
    expect(await runEffects(database, clock, broken, parts)).toBe(0);
    expect((await outbox())[0]?.attempts).toBe(1);
    world.clock.advance(2_001);
    await runEffects(database, clock, broken, parts);
    expect((await outbox())[0]?.attempts).toBe(2);
    world.clock.advance(4_001);
    expect(await carryOut()).toBe(1);
    expect(await scopeOf('licence', 'licence')).toMatchObject({ subject: ids.get('mine') });
  });
});
