import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/scope/actor.ts';
import { standingTask } from '#server/testing/reform.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const who = 'provinceCommission';
const second = 'provinceCommissionSecond';
const input = { programme: '$programme', kind: 'dispatch', period: '2026-03' };

describe('reform-paper', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of standingTask) await take(world, '', step, ids);
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'reform-paper', each, ids);
  const owe = async (unit: string) => {
    const asked = { task: ids.get('task'), unit, quarter: '2025Q4' };
    const done = await world.platform.executor.act({ actor: systemActor, type: 'task-report', id: null, action: 'owe', input: asked });
    ids.set(unit, done.id);
  };
  const rowOf = async (name: string) => {
    const { rows } = await world.database.owner.query<Record<string, unknown>>('select * from reform_paper where id = $1', [ids.get(name)]);
    return rows[0];
  };

  it('refusals first', async () => {
    const draft = { who, action: 'draft' } as const;
    await step({ ...draft, who: 'provinceSupervisor', input, outcome: 'refused: not-permitted' });
    await step({ ...draft, who: 'cityCommission', input, outcome: 'refused: no-such' });
    await step({ ...draft, input: { ...input, period: '2026年3月' }, outcome: 'refused: ill-formed' });
    await step({ ...draft, input: { ...input, period: '2026Q1' }, outcome: 'refused: period-fits' });
    await step({ ...draft, input: { ...input, period: '2026-04' }, outcome: 'refused: period-has-begun' });
    await step({ ...draft, input: { ...input, kind: 'bulletin', period: '2026Q1' }, outcome: 'refused: period-has-begun' });
    await step({ ...draft, action: 'draft-by-clock', input, outcome: 'refused: not-permitted' });
  });

  it('says of a month without reports that there were none', async () => {
    await step({
      who,
      action: 'draft',
      input: { ...input, period: '2026-01' },
      outcome: 'draft',
      as: 'empty',
      holds: { total: 0, units: [] },
    });
    await step({ who, action: 'void', on: 'empty', input: {}, outcome: 'refused: missing' });
    await step({ who, action: 'void', on: 'empty', input: { void_reason: '重新编写' }, outcome: 'void' });
    await step({ who, action: 'draft', input: { ...input, period: '2026-01' }, outcome: 'draft', as: 'again' });
    await step({ who, action: 'draft', input: { ...input, period: '2026-01' }, outcome: 'refused: duplicate' });
  });

  it('holds the facts of its quarter, taken anew until it is issued', async () => {
    await owe('220000-finance');
    await step({
      who,
      action: 'draft',
      input,
      outcome: 'draft',
      as: 'it',
      holds: {
        title: '安全生产领域改革2026年3月调度通报',
        quarter: '2025Q4',
        total: 1,
        late: 1,
        in_month: 0,
        number: null,
        edition: 1,
      },
    });
    await owe('220000-housing');
    await step({ who, action: 'refresh', outcome: 'draft', holds: { total: 2, owed: 2, late: 2 } });
    const answer = { progress: 'under-way', done: '已印发方案', next_steps: '组织检查' };
    await step({
      who: 'financeOfficer',
      type: 'task-report',
      action: 'submit',
      on: '220000-finance',
      input: answer,
      outcome: 'submitted',
    });
    await step({ who, action: 'submit', outcome: 'reviewing' });
    await step({ who, action: 'issue', outcome: 'refused: issuer-is-another' });
    await step({ who: second, action: 'return', input: { return_reason: '补充工作要求' }, outcome: 'draft' });
    await step({ who, action: 'revise', input: { remarks: '请逾期单位立即报送。' }, outcome: 'draft' });
    await step({ who, action: 'submit', outcome: 'reviewing' });
    await step({
      who: second,
      action: 'issue',
      outcome: 'issued',
      holds: { number: '改革调度〔2026〕1号', submitted: 1, owed: 1, in_month: 1 },
    });
  });

  it('is frozen: what happens afterwards changes nothing in it', async () => {
    const before = await rowOf('it');
    await step({ who, type: 'task-report', action: 'accept', on: '220000-finance', outcome: 'accepted' });
    expect(await rowOf('it')).toEqual(before);
    await step({ who, action: 'refresh', outcome: 'refused: wrong-state' });
    await step({ who, action: 'revise', input: { remarks: 'x' }, outcome: 'refused: wrong-state' });
  });

  it('is corrected by a new edition under its own number, which takes its place when it is issued', async () => {
    await step({
      who: 'provinceLeader',
      action: 'correct',
      input: { correction_reason: '漏计一个单位' },
      outcome: 'refused: not-permitted',
    });
    await step({ who, action: 'correct', input: { correction_reason: '漏计一个单位' }, outcome: 'issued' });
    await step({ who, action: 'correct', input: { correction_reason: '漏计一个单位' }, outcome: 'refused: duplicate' });
    const { rows } = await world.database.owner.query<{ id: string }>('select id from reform_paper where edition = 2');
    ids.set('second', rows[0]?.id ?? '');
    await step({ who, action: 'submit', on: 'second', outcome: 'reviewing' });
    const holds = { number: '改革调度〔2026〕1号', accepted: 1, remarks: '请逾期单位立即报送。' };
    await step({ who: second, action: 'issue', on: 'second', outcome: 'issued', holds });
    expect(await rowOf('it')).toMatchObject({ state: 'superseded', submitted: 1 });
  });

  it('takes the next number only when it is issued: a void one leaves no gap', async () => {
    await step({ who, action: 'submit', on: 'again', outcome: 'reviewing' });
    await step({ who: second, action: 'issue', on: 'again', outcome: 'issued', holds: { number: '改革调度〔2026〕2号' } });
    const bulletin = { programme: '$programme', kind: 'bulletin', period: '2025Q4' };
    await step({ who, action: 'draft', input: bulletin, outcome: 'draft', as: 'bulletin', holds: { in_month: null, total: 2 } });
    await step({ who, action: 'submit', on: 'bulletin', outcome: 'reviewing' });
    await step({ who: second, action: 'issue', on: 'bulletin', outcome: 'issued', holds: { number: '改革简报〔2026〕1号' } });
  });

  it('is released and taken back by a leader only, on a basis', async () => {
    const release = { action: 'release', on: 'second', input: { release_note: '经省政府同意' } } as const;
    await step({ who, ...release, outcome: 'refused: not-permitted' });
    await step({ who: 'provinceLeader', ...release, input: {}, outcome: 'refused: missing' });
    await step({ who: 'provinceLeader', ...release, on: 'it', outcome: 'refused: wrong-state' });
    await step({ who: 'provinceLeader', ...release, action: 'take-back', outcome: 'refused: is-released' });
    await step({ who: 'provinceLeader', ...release, outcome: 'issued', holds: { released: true } });
    await step({ who: 'provinceLeader', ...release, outcome: 'refused: not-released' });
    await step({ who: 'provinceLeader', ...release, action: 'take-back', outcome: 'issued', holds: { released: false } });
  });
});
