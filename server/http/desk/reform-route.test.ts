import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/scope/actor.ts';
import { type Desk, type Office, openOffice } from '#server/testing/desk.ts';
import { people } from '#server/testing/people.ts';
import { reformTaskInput, standingTask } from '#server/testing/reform.ts';
import { take } from '#server/testing/story.ts';

const day_ms = 86_400_000;
let office: Office;
let commission: Desk;
const ids = new Map<string, string>();

async function owe(unit: string, as: string): Promise<void> {
  const input = { task: ids.get('task'), unit, quarter: '2025Q4' };
  const done = await office.platform.executor.act({ actor: systemActor, type: 'task-report', id: null, action: 'owe', input });
  ids.set(as, done.id);
}

const board = async (desk: Desk, search = '') => (await desk.get(`/v1/reform-board${search}`)).json();

describe('the board of the reform programme', () => {
  beforeAll(async () => {
    office = await openOffice();
    commission = await office.seat(people.provinceCommission);
  });
  afterAll(() => office.close());

  it('is refused to nobody in particular, and refuses what is no quarter', async () => {
    expect((await office.app.inject({ method: 'GET', url: '/v1/reform-board' })).statusCode).toBe(401);
    expect((await commission.get('/v1/reform-board?quarter=2026')).statusCode).toBe(422);
    expect((await commission.get('/v1/reform-board?programme=all')).statusCode).toBe(422);
  });

  it('is empty while there is no programme', async () => {
    expect(await board(commission)).toEqual({
      programme: null,
      quarter: null,
      programmes: [],
      reports: [],
      late: [],
      late_more: false,
      tasks: [],
      papers: [],
      labels: {},
    });
  });

  it('says who is late and why, by unit, system and year', async () => {
    for (const step of standingTask) await take(office, '', step, ids);
    const past = { ...reformTaskInput, number: 1, limit_on: '2018-12-31', system: 'assessment' };
    await take(office, 'reform-task', { who: 'provinceCommission', action: 'enter', input: past, outcome: 'unknown', as: 'past' }, ids);
    await owe('220000-finance', 'finance');
    await owe('220000-housing', 'housing');
    await owe('220100-government', 'city');
    const answer = { progress: 'under-way', done: '印发方案并部署', next_steps: '开展检查' };
    const submit = { type: 'task-report', action: 'submit', input: answer, outcome: 'submitted' } as const;
    await take(office, '', { who: 'provinceBuilder', on: 'housing', ...submit }, ids);
    await take(office, '', { who: 'cityLeader', on: 'city', ...submit }, ids);
    const back = { return_reason: '未附佐证' };
    await take(office, 'task-report', { who: 'provinceCommission', action: 'return', on: 'city', input: back, outcome: 'returned' }, ids);
    const answerOf = await board(commission);
    expect(answerOf).toMatchObject({ programme: ids.get('programme'), quarter: '2025Q4', late_more: false });
    const none = { owed: 0, returned: 0, submitted: 0, accepted: 0, waived: 0, late: 0 };
    expect(answerOf.reports).toEqual(
      expect.arrayContaining([
        { by: 'all', key: null, ...none, owed: 1, returned: 1, submitted: 1, late: 1 },
        { by: 'unit', key: '220000-finance', ...none, owed: 1, late: 1 },
        { by: 'unit', key: '220000-housing', ...none, submitted: 1 },
        { by: 'unit', key: '220100-government', ...none, returned: 1 },
        { by: 'system', key: 'prevention', ...none, owed: 1, returned: 1, submitted: 1, late: 1 },
        { by: 'year', key: null, ...none, owed: 1, returned: 1, submitted: 1, late: 1 },
      ]),
    );
    expect(answerOf.late).toMatchObject([{ id: ids.get('finance'), unit: '220000-finance', state: 'owed', return_reason: null }]);
    expect(answerOf.tasks).toEqual(
      expect.arrayContaining([
        { state: 'standing', system: 'prevention', year: null, n: 1 },
        { state: 'unknown', system: 'assessment', year: 2018, n: 1 },
      ]),
    );
    office.clock.advance(20 * day_ms);
    const later = await board(commission);
    expect(later.late.map((each: { unit: string; state: string }) => [each.unit, each.state])).toEqual([
      ['220000-finance', 'owed'],
      ['220100-government', 'returned'],
      ['220000-housing', 'submitted'],
    ]);
  });

  it('shows each reader what is his: a city its own reports, a department its line’s, an enterprise nothing', async () => {
    const own = await board(await office.seat(people.cityLeader));
    expect(own.reports.filter((each: { by: string }) => each.by === 'unit').map((each: { key: string }) => each.key)).toEqual([
      '220100-government',
    ]);
    expect(own.tasks).toEqual([]);
    const finance = await board(await office.seat(people.financeOfficer));
    expect(finance.late.map((each: { unit: string }) => each.unit)).toEqual(['220000-finance']);
    const other = await board(await office.seat(people.otherCityLeader));
    expect(other).toMatchObject({ programme: null, reports: [], late: [], tasks: [] });
    const enterprise = await board(await office.seat(people.safetyManager));
    expect(enterprise).toMatchObject({ programme: null, programmes: [], reports: [], late: [], tasks: [], papers: [] });
    // Naming a programme that one may not see tells nothing of it.
    const asked = await board(await office.seat(people.otherCityLeader), `?programme=${ids.get('programme')}&quarter=2025Q4`);
    expect(asked).toMatchObject({ programmes: [], reports: [], late: [], tasks: [], papers: [] });
  });
});
