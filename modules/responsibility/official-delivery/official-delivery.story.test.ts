import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twoEnterprises } from '#server/testing/enterprises.ts';
import { type Step, take } from '#server/testing/story.ts';
import { openWorld, type World } from '#server/testing/world.ts';

const notice: readonly Step[] = [
  {
    who: 'countyCommission',
    type: 'official-notice',
    action: 'draft',
    input: {
      title: '关于隐患逾期的督办单',
      kind: 'supervision-notice',
      body: '请立即办理，并按期书面答复。',
      recipients: [{ organisation: '220102-housing' }, { organisation: '220102-housing' }],
      to_enterprise: '$mine',
      due_on: '2026-03-20',
    },
    outcome: 'draft',
    as: 'notice',
  },
  { who: 'countyCommission', type: 'official-notice', action: 'submit', on: 'notice', outcome: 'reviewing' },
  { who: 'countyCommissionSecond', type: 'official-notice', action: 'issue', on: 'notice', outcome: 'issued' },
];
const answer = { answer: '已完成整改，附照片' };

describe('official-delivery', () => {
  const ids = new Map<string, string>();
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    for (const step of [...twoEnterprises, ...notice]) await take(world, '', step, ids);
    const { rows } = await world.database.owner.query<{ id: string; recipient: string | null }>(
      'select id, recipient from official_delivery',
    );
    for (const { id, recipient } of rows) ids.set(recipient ?? 'enterprise', id);
  });
  afterAll(() => world.close());
  const step = (each: Step) => take(world, 'official-delivery', each, ids);

  it('goes once to each who is to answer', () => {
    expect([...ids.keys()].filter((key) => key === 'enterprise' || key.startsWith('220'))).toHaveLength(2);
  });

  it('refusals first', async () => {
    await step({ who: 'lineSupervisor', action: 'sign', on: 'enterprise', outcome: 'refused: not-found' });
    await step({ who: 'countySupervisor', action: 'sign', on: 'enterprise', outcome: 'refused: actor-is-recipient' });
    await step({ who: 'otherSafetyManager', action: 'sign', on: 'enterprise', outcome: 'refused: not-found' });
    await step({ who: 'worker', action: 'sign', on: 'enterprise', outcome: 'refused: not-permitted' });
    await step({ who: 'safetyManager', action: 'answer', on: 'enterprise', input: answer, outcome: 'refused: wrong-state' });
    await step({ who: 'countyCommission', action: 'deliver', input: {}, outcome: 'refused: consequence' });
  });

  it('is signed for and answered by each, sent back and accepted by its sender', async () => {
    await step({ who: 'lineSupervisor', action: 'sign', on: '220102-housing', outcome: 'signed', holds: { desk: '220102-housing' } });
    await step({ who: 'lineSupervisor', action: 'answer', on: '220102-housing', input: answer, outcome: 'answered' });
    await step({
      who: 'safetyManager',
      action: 'sign',
      on: 'enterprise',
      outcome: 'signed',
      holds: { due_at: new Date('2026-03-20T15:59:59.999Z') },
    });
    await step({ who: 'enterpriseHead', action: 'answer', on: 'enterprise', input: {}, outcome: 'refused: missing' });
    await step({
      who: 'enterpriseHead',
      action: 'answer',
      on: 'enterprise',
      input: { ...answer, evidence: ['$file'] },
      outcome: 'answered',
    });
    await step({ who: 'countySupervisor', action: 'accept', on: 'enterprise', outcome: 'refused: actor-is-issuer' });
    const back = { return_reason: '没有说明原因', due_on: '2026-03-04' };
    await step({ who: 'countyCommission', action: 'return', on: 'enterprise', input: back, outcome: 'refused: due-is-ahead' });
    await step({
      who: 'countyCommission',
      action: 'return',
      on: 'enterprise',
      input: { ...back, due_on: '2026-03-25' },
      outcome: 'signed',
    });
    await step({ who: 'safetyManager', action: 'answer', on: 'enterprise', input: answer, outcome: 'answered' });
    await step({ who: 'countyCommission', action: 'accept', on: 'enterprise', outcome: 'closed', holds: { desk: null } });
    await step({ who: 'countyCommission', type: 'official-notice', action: 'close', on: 'notice', outcome: 'refused: all-answered' });
    await step({ who: 'countyCommissionSecond', action: 'accept', on: '220102-housing', outcome: 'closed' });
    await step({ who: 'countyCommission', type: 'official-notice', action: 'close', on: 'notice', outcome: 'closed' });
  });
});
