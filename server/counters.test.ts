import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { foldCounters } from '#kernel/counts/counts.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { catalogue } from '#modules/catalogue.ts';
import { effects } from '#modules/effects.ts';
import { twoEnterprises } from './testing/enterprises.ts';
import { people, personIn, places } from './testing/people.ts';
import { take } from './testing/story.ts';
import { openWorld, type World } from './testing/world.ts';
import { effectParts } from './workers.ts';

let world: World;
const ids = new Map<string, string>();
const made: { type: string; id: string }[] = [];

beforeAll(async () => {
  world = await openWorld({ seed: 11 });
  for (const step of twoEnterprises) await take(world, 'enterprise', step, ids);
});
afterAll(() => world.close());

/** Acts of every kind, meant and not meant to succeed: what is refused must not be counted either. */
function proposal(random: Random): { actor: Actor; type: string; id: string | null; action: string; input: Record<string, unknown> } {
  const enterprise = ids.get(random.pick(['mine', 'other'])) ?? '';
  const found = { title: '随机发现的隐患', description: '描述', enterprise, source: 'supervision', found_on: '2026-03-04' };
  const actor = random.pick([
    people.countySupervisor,
    people.townshipSupervisor,
    personIn('safetyManager', ids),
    people.otherCountySupervisor,
  ]);
  const target = made.length === 0 || random.next() < 0.35 ? null : random.pick(made);
  if (target === null) return { actor: people.countySupervisor, type: 'hidden-danger', id: null, action: 'report', input: found };
  const inputs: readonly (readonly [string, Record<string, unknown>])[] = [
    ['assess', { level: 'general' }],
    ['assess', { level: 'major', level_reason: '可能群死群伤' }],
    ['rectify', { rectification: '已整改' }],
    ['verify', { verification: '合格' }],
    ['send-back', { return_reason: '未到位', rectify_until: '2026-03-20' }],
    ['dismiss', { dismissal_reason: '不存在' }],
    ['reopen', { reopen_reason: '复发', rectify_until: '2026-03-20' }],
    ['hand-over', { handover_to: '220102-housing', handover_reason: '属于建设工程' }],
    ['merge', { merged_into: random.pick(made).id }],
  ];
  const [action, input] = random.pick(inputs);
  return { actor, ...target, action, input };
}

async function live(random: Random, acts: number): Promise<{ done: number; refused: number }> {
  const tally = { done: 0, refused: 0 };
  for (let n = 0; n < acts; n += 1) {
    const request = proposal(random);
    await world.platform.executor.act(request).then(
      (outcome) => {
        tally.done += 1;
        if (request.id === null) made.push({ type: request.type, id: outcome.id });
      },
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        tally.refused += 1;
      },
    );
  }
  return tally;
}

async function kept(): Promise<string[]> {
  const found = await world.database.owner.query<{ line: string }>(
    `select concat_ws(' ', record_type, region, line, state, sum(n)) as line from (select record_type, region, line, state, n from counter
       union all select record_type, region, line, state, n from counter_delta) parts group by record_type, region, line, state having sum(n) <> 0`,
  );
  return found.rows.map((row) => row.line).sort();
}

async function recounted(): Promise<string[]> {
  const parts = catalogue.map(
    ({ name, table }) =>
      `select concat_ws(' ', '${name}', array_to_string((string_to_array(region, '.'))[1:4], '.'), line, state, count(*)) as line
        from ${table} group by (string_to_array(region, '.'))[1:4], line, state`,
  );
  const found = await world.database.owner.query<{ line: string }>(parts.join(' union all '));
  return found.rows.map((row) => row.line).sort();
}

describe('counters', () => {
  it('equal a recount after random acts in four lanes, while two folders fold', async () => {
    const random = seededRandom('counters');
    let living = true;
    let folded = 0;
    const fold = async () => {
      while (living) {
        folded += await foldCounters(world.database.server, 7);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    const folders = [fold(), fold()];
    const lanes = await Promise.all(['a', 'b', 'c', 'd'].map((lane) => live(random.fork(lane), 60)));
    living = false;
    await Promise.all(folders);
    const sum = (name: 'done' | 'refused') => lanes.reduce((total, lane) => total + lane[name], 0);
    expect(sum('done')).toBeGreaterThan(80);
    expect(sum('refused')).toBeGreaterThan(20);
    // How many depends on the machine; some must have been folded among the acts.
    expect(folded).toBeGreaterThan(0);
    expect(await kept()).toEqual(await recounted());
  });

  it('equal a recount after an enterprise has moved and taken its records along', async () => {
    const input = { region: places.otherTownship, line: 'fire' };
    await take(world, '', { who: 'countySupervisor', type: 'enterprise', action: 'move', on: 'other', input, outcome: 'active' }, ids);
    expect(await runEffects(world.platform.database, world.clock, effects, effectParts(world.platform))).toBe(1);
    expect(await kept()).toEqual(await recounted());
  });

  it('say the same when all is folded, and folding again changes nothing', async () => {
    const before = await kept();
    while ((await foldCounters(world.database.server)) > 0);
    expect((await world.database.owner.query('select count(*)::int as n from counter_delta')).rows).toEqual([{ n: 0 }]);
    expect(await kept()).toEqual(before);
    expect(await foldCounters(world.database.server)).toBe(0);
    expect(await kept()).toEqual(before);
  });
});
