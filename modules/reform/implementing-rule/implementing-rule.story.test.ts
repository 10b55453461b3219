import { afterAll, beforeAll, describe, it } from 'vitest';
import { programmeOfProvince } from '#server/testing/reform.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const input = { title: '长春市安全生产改革实施细则', document_number: '长发〔2026〕1号', issued_on: '2026-02-20', papers: ['$file'] };

describe('implementing-rule', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of programmeOfProvince) await take(world, '', step, ids);
    const rule_units = [{ organisation: '220100-government' }, { organisation: '220000-finance' }, { organisation: '220100-government' }];
    await take(
      world,
      'reform-programme',
      {
        who: 'provinceCommission',
        action: 'call-for-rules',
        on: 'programme',
        input: { rule_units, rule_due_on: '2026-03-31' },
        outcome: 'running',
      },
      ids,
    );
    const { rows } = await world.database.owner.query<{ id: string; unit: string }>('select id, unit from implementing_rule');
    for (const { id, unit } of rows) ids.set(unit === '220100-government' ? 'it' : 'finance', id);
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'implementing-rule', each, ids);

  it('refusals first', async () => {
    await step({ who: 'provinceCommission', action: 'owe', input: {}, outcome: 'refused: consequence' });
    await step({ who: 'otherCityLeader', action: 'submit', input, outcome: 'refused: not-found' });
    await step({ who: 'cityCommission', action: 'submit', input, outcome: 'refused: actor-is-unit' });
    await step({ who: 'cityLeader', action: 'submit', input: { ...input, papers: [] }, outcome: 'refused: missing' });
    await step({ who: 'cityLeader', action: 'submit', input: { ...input, issued_on: '2026-03-05' }, outcome: 'refused: issued-already' });
    await step({
      who: 'cityLeader',
      action: 'submit',
      input: { ...input, effective_on: '2026-01-01' },
      outcome: 'refused: in-force-after-issue',
    });
    await step({ who: 'cityLeader', action: 'file', input: { ...input, policy: '无此文号' }, outcome: 'refused: policy-is-running' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'refused: wrong-state' });
  });

  it('is filed by whoever owes it, sent back, put on file, and repealed by its maker', async () => {
    await step({
      who: 'cityLeader',
      action: 'submit',
      input,
      outcome: 'submitted',
      holds: { desk: '220000-commission', region: '220000.220100' },
    });
    await step({ who: 'cityCommission', action: 'accept', outcome: 'refused: actor-is-office' });
    await step({ who: 'provinceCommission', action: 'return', input: { return_reason: '缺少分工' }, outcome: 'returned' });
    await step({ who: 'cityLeader', action: 'submit', input: { ...input, effective_on: '2026-04-01' }, outcome: 'submitted' });
    await step({ who: 'provinceCommission', action: 'accept', outcome: 'on-file', holds: { desk: null } });
    await step({ who: 'provinceCommission', action: 'repeal', input: { end_reason: '被新细则代替' }, outcome: 'refused: actor-is-unit' });
    await step({ who: 'cityLeader', action: 'repeal', input: { end_reason: '被新细则代替' }, outcome: 'repealed' });
  });

  it('may be filed without being asked, and is not owed where the office says so', async () => {
    await step({
      who: 'otherCityLeader',
      action: 'file',
      input: { ...input, policy: '测发〔2026〕1号' },
      outcome: 'submitted',
      as: 'own',
      holds: { office: '220000-commission', unit: '220200-government' },
    });
    await step({
      who: 'financeOfficer',
      action: 'waive',
      on: 'finance',
      input: { end_reason: '由厅里统一制定' },
      outcome: 'refused: not-permitted',
    });
    await step({ who: 'provinceCommission', action: 'waive', on: 'finance', input: { end_reason: '由厅里统一制定' }, outcome: 'waived' });
  });
});
