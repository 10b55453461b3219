import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { twoEnterprises } from './testing/enterprises.ts';
import { type Step, take } from './testing/story.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
let ids: Map<string, string>;

const report: Step = {
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'report',
  input: { title: '储罐安全阀未投用', description: '截止阀关闭', enterprise: '$mine', source: 'supervision', found_on: '2026-03-04' },
  outcome: 'reported',
};
const assess: Step = {
  who: 'countySupervisor',
  type: 'hidden-danger',
  action: 'assess',
  input: { level: 'general' },
  outcome: 'rectifying',
};

/** Nine in the morning of a day in Jilin. */
function morning(day: string): void {
  world.clock.set(new Date(`${day}T01:00:00.000Z`));
}

interface Notice {
  readonly kind: string;
  readonly rung: number;
  readonly desk: string;
  readonly must_acknowledge: boolean;
}

async function notices(since = 0): Promise<string[]> {
  const found = await world.database.owner.query<Notice>(
    'select kind, rung, desk, must_acknowledge from notice where record_id = $1 order by at, rung, desk',
    [ids.get('it')],
  );
  const desk = (code: string) => [...ids].find(([, id]) => id === code)?.[0] ?? code;
  return found.rows
    .slice(since)
    .map((each) => `${each.kind} ${each.rung} ${desk(each.desk)}${each.must_acknowledge ? ' !' : ''}`)
    .sort();
}

async function deadline(): Promise<{ due: string; status: string; rung: number; row_rung: number; row_due: string | null } | undefined> {
  const found = await world.database.owner.query<{ due_at: Date; status: string; rung: number; row_rung: number; row_due: Date | null }>(
    `select d.due_at, d.status, d.rung, r.rung as row_rung, r.due_at as row_due from deadline d join hidden_danger r on r.id = d.record_id
      where d.record_id = $1 order by d.opened_at desc, (d.status = 'pending') desc limit 1`,
    [ids.get('it')],
  );
  const row = found.rows[0];
  return row === undefined ? undefined : { ...row, due: row.due_at.toISOString(), row_due: row.row_due?.toISOString() ?? null };
}

/** Lets the days pass one by one, as the worker's sweeps would see them. */
async function pass(from: string, to: string): Promise<void> {
  for (let at = Date.parse(`${from}T01:00:00Z`); at <= Date.parse(`${to}T01:00:00Z`); at += 86_400_000) {
    world.clock.set(new Date(at));
    await world.platform.sweep();
  }
}

describe('a deadline over the days', () => {
  beforeEach(async () => {
    world = await openWorld();
    ids = new Map();
    for (const step of [...twoEnterprises, report, assess]) await take(world, 'enterprise', { ...step }, ids);
    return () => world.close();
  });

  it('warns the desk that owes 7, 3 and 1 days before, and nobody earlier', async () => {
    expect(await deadline()).toMatchObject({ due: '2026-03-19T15:59:59.999Z', status: 'pending', rung: 0 });
    await pass('2026-03-05', '2026-03-11');
    expect(await notices()).toEqual([]);
    await pass('2026-03-12', '2026-03-19');
    expect(await notices()).toEqual(['due-soon 0 mine', 'due-soon 0 mine', 'due-soon 0 mine']);
    expect(await deadline()).toMatchObject({ status: 'pending', rung: 0, row_rung: 0 });
  });

  it('climbs the five rungs at their working days, telling an ever higher level', async () => {
    await pass('2026-03-05', '2026-03-19');
    const warned = (await notices()).length;
    const seen: Record<string, string[]> = {};
    let told = warned;
    for (let at = Date.parse('2026-03-20T01:00:00Z'); at <= Date.parse('2026-05-01T01:00:00Z'); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      morning(day);
      await world.platform.sweep();
      const fresh = await notices(told);
      told += fresh.length;
      if (fresh.length > 0) seen[day] = fresh;
    }
    // Due on Thursday 19 March; 4 to 6 April are a holiday.
    expect(seen).toEqual({
      '2026-03-20': ['remind 1 mine'],
      '2026-03-25': ['supervision-notice 2 220102-emergency !', 'supervision-notice 2 mine !'],
      '2026-03-31': ['circular 3 220100-emergency !', 'circular 3 220102-emergency !', 'circular 3 mine !'],
      '2026-04-08': ['interview 4 220100-emergency !', 'interview 4 mine !'],
      '2026-04-18': ['accountability 5 220000-emergency !', 'accountability 5 220100-emergency !', 'accountability 5 mine !'],
    });
    expect(await deadline()).toMatchObject({ status: 'pending', rung: 5, row_rung: 5 });
    const history = await world.database.owner.query('select body from ledger_entry where record_id = $1 and verb = $2', [
      ids.get('it'),
      'hidden-danger.escalate',
    ]);
    expect(history.rows).toHaveLength(5);
  });

  it('makes up for rungs that nobody was there to climb, each once, with two sweepers at once', async () => {
    morning('2026-04-01');
    await Promise.all([world.platform.sweep(), world.platform.sweep(), world.platform.sweep()]);
    expect((await notices()).filter((each) => !each.startsWith('due-soon'))).toEqual([
      'circular 3 220100-emergency !',
      'circular 3 220102-emergency !',
      'circular 3 mine !',
      'remind 1 mine',
      'supervision-notice 2 220102-emergency !',
      'supervision-notice 2 mine !',
    ]);
    expect(await deadline()).toMatchObject({ rung: 3, row_rung: 3 });
    await world.platform.sweep();
    expect(await deadline()).toMatchObject({ rung: 3, row_rung: 3 });
  });

  it('is moved by a granted extension, in one act, and is warned of anew', async () => {
    await pass('2026-03-05', '2026-03-12');
    const ask = {
      type: 'deadline-extension',
      action: 'submit',
      input: { danger: '$it', until: '2026-04-02', reason: '配件需要定制，交货期为三周', safeguards: '停用该储罐，专人值守' },
    };
    await take(world, '', { ...ask, who: 'safetyManager', outcome: 'submitted', as: 'ask' }, ids);
    await take(world, '', { who: 'countySupervisor', type: 'deadline-extension', action: 'grant', on: 'ask', outcome: 'granted' }, ids);
    expect(await deadline()).toMatchObject({
      due: '2026-04-02T15:59:59.999Z',
      row_due: '2026-04-02T15:59:59.999Z',
      status: 'pending',
      rung: 0,
    });
    const told = (await notices()).length;
    await pass('2026-03-13', '2026-03-25');
    expect(await notices(told)).toEqual([]);
    await pass('2026-03-26', '2026-04-03');
    expect(await notices(told)).toEqual(['due-soon 0 mine', 'due-soon 0 mine', 'due-soon 0 mine', 'remind 1 mine']);
  });

  it('ends when what was owed is done, late or not, and the next desk owes from rung 0', async () => {
    await pass('2026-03-05', '2026-03-26');
    expect(await deadline()).toMatchObject({ rung: 2, row_rung: 2 });
    await take(
      world,
      '',
      {
        who: 'safetyManager',
        type: 'hidden-danger',
        action: 'rectify',
        input: { rectification: '已投用' },
        outcome: 'verifying',
        holds: { rung: 0, desk: '220102-emergency' },
      },
      ids,
    );
    expect(await deadline()).toMatchObject({ status: 'pending', rung: 0, row_rung: 0 });
    await take(
      world,
      '',
      {
        who: 'countySupervisor',
        type: 'hidden-danger',
        action: 'verify',
        input: { verification: '合格' },
        outcome: 'closed',
        holds: { desk: null, due_at: null },
      },
      ids,
    );
    const open = await world.database.owner.query(`select status from deadline where record_id = $1 order by opened_at`, [ids.get('it')]);
    expect(open.rows.map((row) => row.status)).toEqual(['met', 'met', 'met']);
    const told = (await notices()).length;
    await pass('2026-03-27', '2026-05-01');
    expect(await notices(told)).toEqual([]);
  });
});

describe('the workbench', () => {
  beforeAll(async () => {
    world = await openWorld();
    ids = new Map();
    for (const step of [...twoEnterprises, report, assess]) await take(world, 'enterprise', { ...step }, ids);
  });
  afterAll(() => world.close());

  it('holds exactly one pending deadline for each open duty', async () => {
    const found = await world.database.owner.query<{ duties: number; pending: number }>(
      `select (select count(*)::int from hidden_danger where desk is not null) as duties, (select count(*)::int from deadline where record_type = 'hidden-danger' and status = 'pending') as pending`,
    );
    expect(found.rows).toEqual([{ duties: 1, pending: 1 }]);
  });
});
