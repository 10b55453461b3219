import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import { people } from '#server/testing/people.ts';
import { openWorld, type World } from '#server/testing/world.ts';

let world: World;
const papers = 8;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const act = (who: 'countyCommission' | 'countyCommissionSecond', action: string, id: string | null, input: Record<string, unknown> = {}) =>
  world.platform.executor.act({ actor: people[who], type: 'official-notice', id, action, input });

it('papers issued at the same moment, and some refused between them, have numbers without a gap and without a double', async () => {
  const input = {
    title: '关于安全检查的通知',
    kind: 'notice',
    body: '请开展安全检查并报告。',
    recipients: [{ organisation: '220102-housing' }],
  };
  const ids: string[] = [];
  for (let index = 0; index < papers; index += 1) {
    const { id } = await act('countyCommission', 'draft', null, input);
    await act('countyCommission', 'submit', id);
    ids.push(id);
  }
  const tries = await Promise.allSettled(
    ids.flatMap((id) => [act('countyCommission', 'issue', id), act('countyCommissionSecond', 'issue', id)]),
  );
  const refused = tries.filter((each) => each.status === 'rejected');
  expect(refused).toHaveLength(papers);
  for (const each of refused) expect(each.status === 'rejected' && each.reason).toBeInstanceOf(Problem);
  const { rows } = await world.database.owner.query<{ number: string }>('select number from official_notice');
  const numbers = rows.map((row) => Number(/〕(\d+)号/.exec(row.number)?.[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: papers }, (_, index) => index + 1));
});
