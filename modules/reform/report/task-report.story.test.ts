import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/scope/actor.ts';
import { reformTaskInput, standingTask } from '#server/testing/reform.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const answer = { progress: 'under-way', done: '印发联防联控方案，建立会商机制', next_steps: '二季度开展联合检查' };
const owed = { quarter: '2025Q4', unit: '220000-finance' };

describe('task-report', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of standingTask) await take(world, '', step, ids);
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'task-report', each, ids);

  /** The platform itself asks for reports: nobody's post does. */
  const owe = (input: Readonly<Record<string, string>>) =>
    world.platform.executor
      .act({ actor: systemActor, type: 'task-report', id: null, action: 'owe', input: { task: ids.get('task'), ...input } })
      .then(
        ({ id }) => {
          ids.set(input.unit === '220000-housing' ? 'housing' : 'it', id);
          return 'owed';
        },
        (problem: { details: readonly { code: string }[] }) => problem.details[0]?.code,
      );

  it('is owed only by an organisation that stands, for a quarter that is over, on a task under way', async () => {
    await step({ who: 'provinceCommission', action: 'owe', input: { task: '$task', ...owed }, outcome: 'refused: not-permitted' });
    expect(await owe({ ...owed, unit: '220000-work-safety' })).toBe('unit-stands');
    expect(await owe({ ...owed, quarter: '2026Q1' })).toBe('quarter-is-over');
    expect(await owe({ ...owed, quarter: '2026-1' })).toBe('ill-formed');
    await step({
      who: 'provinceCommission',
      type: 'reform-task',
      action: 'enter',
      input: { ...reformTaskInput, number: 2, limit_on: '2018-12-31' },
      outcome: 'unknown',
      as: 'past',
    });
    expect(await owe({ ...owed, task: ids.get('past') ?? '' })).toBe('task-is-open');
    expect(await owe(owed)).toBe('owed');
    expect(await owe(owed)).toBe('duplicate');
    expect(await owe({ ...owed, unit: '220000-housing' })).toBe('owed');
  });

  it('stands on the desk of its unit, due ten working days after the quarter', async () => {
    const { rows } = await world.database.owner.query('select title, desk, region, line, due_at, office from task_report where id = $1', [
      ids.get('it'),
    ]);
    expect(rows).toEqual([
      {
        title: '2025 年第 4 季度：40. 建立重大安全风险联防联控机制，实行差异化管控。',
        desk: '220000-finance',
        region: '220000',
        line: 'other',
        // The first three days of the year are off, Sunday the fourth is worked: the tenth working day.
        due_at: new Date('2026-01-15T15:59:59.999Z'),
        office: '220000-commission',
      },
    ]);
  });

  it('refusals first', async () => {
    await step({ who: 'provinceBuilder', action: 'submit', input: answer, outcome: 'refused: not-found' });
    await step({ who: 'provinceSupervisor', action: 'submit', input: answer, outcome: 'refused: actor-is-unit' });
    await step({ who: 'financeOfficer', action: 'submit', input: { done: '推进中了' }, outcome: 'refused: missing' });
    await step({ who: 'financeOfficer', action: 'submit', input: { ...answer, progress: 'done' }, outcome: 'refused: done-has-evidence' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'refused: wrong-state' });
    await step({ who: 'provinceCommission', action: 'waive', input: {}, outcome: 'refused: missing' });
    await step({
      who: 'provinceCommission',
      type: 'reform-task',
      action: 'complete',
      on: 'task',
      input: { done_on: '2026-03-01', basis: '会议纪要' },
      outcome: 'refused: all-reported',
    });
  });

  it('is handed in, sent back, handed in again and accepted by the office', async () => {
    await step({
      who: 'financeOfficer',
      action: 'submit',
      input: { ...answer, evidence: ['$file'] },
      outcome: 'submitted',
      holds: { desk: '220000-commission' },
    });
    await step({ who: 'financeOfficer', action: 'accept', outcome: 'refused: not-permitted' });
    const back = { return_reason: '未附佐证' };
    await step({
      who: 'provinceCommission',
      action: 'return',
      input: back,
      outcome: 'returned',
      holds: { desk: '220000-finance', due_at: new Date('2026-03-11T15:59:59.999Z') },
    });
    await step({ who: 'financeOfficer', action: 'submit', input: { ...answer, evidence: ['$file'] }, outcome: 'submitted' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'accepted', holds: { desk: null } });
  });

  it('may be waived by the office with its reason, and then holds nothing up', async () => {
    const waive = { action: 'waive', on: 'housing', input: { waive_reason: '职责已划出' } } as const;
    await step({ who: 'provinceBuilder', ...waive, outcome: 'refused: not-permitted' });
    await step({ who: 'provinceCommission', ...waive, outcome: 'waived', holds: { desk: null } });
    await step({
      who: 'provinceCommission',
      type: 'reform-task',
      action: 'complete',
      on: 'task',
      input: { done_on: '2026-03-01', basis: '会议纪要' },
      outcome: 'done',
    });
  });
});
