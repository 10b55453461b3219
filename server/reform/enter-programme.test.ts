import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '#kernel/clock/clock.ts';
import { seededRandom } from '#kernel/clock/random.ts';
import { type TestDatabase, testDatabase } from '#kernel/database/testing.ts';
import { loadBase, packReader } from '#server/pack/base.ts';
import { loadProgramme, packProgramme } from '#server/pack/reform.ts';
import { openPlatform, type Platform } from '#server/platform.ts';
import { enterProgramme, type ProgrammeEntry, programmeFaults } from './enter-programme.ts';
import { unitFinder } from './find-units.ts';
import { oweReports } from './owe-reports.ts';

const day = '2026-12-01';
const clock = manualClock('2026-12-01T01:00:00.000Z');
let database: TestDatabase;
let platform: Platform;

const rows = async (text: string) => (await database.owner.query<Record<string, unknown>>(text)).rows;
const next: ProgrammeEntry = {
  title: '治本攻坚行动方案',
  document_number: '测发〔2027〕1号',
  issued_on: '2026-11-15',
  office: '220000-commission',
  note: null,
  tasks: [
    {
      number: 1,
      content: '制定年度方案并报备案',
      clause: null,
      system: 'other',
      units: [{ printed: '省财政厅', organisation: '220000-finance', group: null }],
      standing: false,
      limit_on: '2027-12-31',
      note: null,
    },
  ],
};
const [first] = next.tasks;

describe('programmes', () => {
  beforeAll(async () => {
    database = await testDatabase();
    await loadBase(database.owner, clock, 'jilin');
    platform = await openPlatform({ database: database.server, clock, random: seededRandom('reform') });
  });
  afterAll(() => database.close());

  it('are refused as a whole, each task with its reason, before anything is written', async () => {
    if (first === undefined) throw new Error('no task');
    const codes = (entry: ProgrammeEntry) => programmeFaults(platform, entry).map(({ number, detail }) => [number, detail.code]);
    expect(codes({ ...next, office: '220000-nobody' })).toEqual([[null, 'office-is-there']]);
    expect(codes({ ...next, issued_on: '2026-12-02' })).toEqual([[null, 'issued-already']]);
    expect(codes({ ...next, tasks: [first, first] })).toEqual([[1, 'duplicate']]);
    const wrong = [
      { ...first, number: 2, content: '' },
      { ...first, number: 3, limit_on: null },
      { ...first, number: 4, units: [{ printed: '省安监局', organisation: '220000-work-safety', group: null }] },
    ];
    expect(codes({ ...next, tasks: wrong })).toEqual([
      [2, 'missing'],
      [3, 'limit-or-standing'],
      [4, 'units-stand'],
    ]);
    expect(await rows('select 1 from reform_programme')).toEqual([]);
  });

  it('of the pack are entered whole: 83 tasks not known, four under way, and nothing is made up', async () => {
    expect(programmeFaults(platform, packProgramme('jilin', day))).toEqual([]);
    expect(await loadProgramme(platform, 'jilin')).toMatchObject({ entered: 87, known: 0 });
    expect(await rows('select state, count(*)::int as n from reform_task group by state order by state')).toEqual([
      { state: 'standing', n: 4 },
      { state: 'unknown', n: 83 },
    ]);
    expect(await rows(`select number, state from reform_task where state = 'standing' order by number`)).toEqual(
      [40, 50, 55, 72].map((number) => ({ number, state: 'standing' })),
    );
    expect(await rows(`select 1 from reform_task where done_on is not null or basis is not null`)).toEqual([]);
  });

  it('are entered once, and a later edition adds what is new', async () => {
    expect(await loadProgramme(platform, 'jilin')).toMatchObject({ entered: 0, known: 87 });
    expect(await enterProgramme(platform, next)).toMatchObject({ entered: 1, known: 0 });
    const more = { ...next, tasks: [...next.tasks, ...next.tasks.map((task) => ({ ...task, number: 2 }))] };
    expect(await enterProgramme(platform, more)).toMatchObject({ entered: 1, known: 1 });
  });

  it('find units by their full name, their code and the short names of the annex, as they stand today', async () => {
    const find = await unitFinder(platform.database, packReader('jilin'), day);
    expect(find('省某厅')).toEqual([]);
    expect(find('吉林省财政厅')).toEqual(['220000-finance']);
    expect(find('220000-finance')).toEqual(['220000-finance']);
    expect(find('省安监局')).toEqual(['220000-emergency']);
    expect(find('省质监局')).toEqual(['220000-market']);
  });

  it('make every unit of a task under way owe its report, and nobody else', async () => {
    expect(await oweReports(platform, '2026-12-31')).toBe(0);
    clock.set('2027-01-04T01:00:00.000Z');
    const owed = await oweReports(platform, '2027-01-04');
    const found = await rows(
      `select t.number, count(*)::int as n from task_report r join reform_task t on t.id = r.task group by t.number, t.programme order by t.number`,
    );
    expect(owed).toBe(found.reduce((sum, each) => sum + Number(each.n), 0));
    // Tasks 40 and 50: fifteen departments in charge of lines and the emergency department; 55: six units; 72: four.
    expect(found).toEqual([
      { number: 1, n: 1 },
      { number: 2, n: 1 },
      { number: 40, n: 16 },
      { number: 50, n: 16 },
      { number: 55, n: 6 },
      { number: 72, n: 4 },
    ]);
  });
});
