import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { people, places } from './people.ts';
import type { World } from './world.ts';

interface Place {
  readonly region: string;
  readonly line: string;
}

/** Organisations that report and inspect: as few as let every kind of reader see something and miss something, for each row is tried by everybody. */
const units: readonly (readonly [code: string, region: string])[] = [
  ['220102-housing', places.county],
  ['220102001-station', places.township],
  ['220102002-station', places.otherTownship],
  ['220103-housing', places.otherCounty],
  ['220200-government', places.otherCity],
  ['220202001-station', places.otherCityTownship],
];

type Upload = (person: string) => Promise<string>;
type Take = (actor: Actor, type: string, action: string, id: string | null, input?: Readonly<Record<string, unknown>>) => Promise<string>;

function speakerOf([org, region]: readonly [string, string]): Actor {
  return { ...people.provinceSupervisor, org, region };
}

/** A programme of the province's own with a task: what everything below is about. */
async function policy(take: Take): Promise<{ programme: string; task: string }> {
  const office = people.provinceCommission;
  const head = { title: '安全生产改革方案', document_number: '测发〔2026〕9号', issued_on: '2026-01-05' };
  const programme = await take(office, 'reform-programme', 'register', null, head);
  const governments = [{ printed: '各级地方政府', group: 'governments' }];
  const entry = { programme, number: 1, content: '建立责任清单并公示', system: 'responsibility', units: governments, standing: true };
  return { programme, task: await take(office, 'reform-task', 'enter', null, entry) };
}

/** A programme, a task and implementing rules where an enterprise lies, of its line. */
async function settle(take: Take, upload: Upload, { region, line }: Place, index: number): Promise<void> {
  const office: Actor = { ...people.countyCommission, org: `office-${index}`, region, line };
  const head = { title: '本地安全生产方案', document_number: `测发〔2026〕1${index}号`, issued_on: '2026-01-05' };
  const programme = await take(office, 'reform-programme', 'register', null, head);
  const governments = [{ printed: '各级地方政府', group: 'governments' }];
  await take(office, 'reform-task', 'enter', null, {
    programme,
    number: 1,
    content: '落实本地任务',
    system: 'other',
    units: governments,
    standing: true,
  });
  const paper = await take(office, 'reform-paper', 'draft', null, { programme, kind: 'dispatch', period: '2026-02' });
  // One is issued and not released, one is released, the others are drafts: the public may see the second alone.
  if (index < 2) {
    await take(office, 'reform-paper', 'submit', paper);
    await take({ ...office, person: people.countyCommissionSecond.person }, 'reform-paper', 'issue', paper);
  }
  if (index === 1) await take({ ...people.countyLeader, region, line }, 'reform-paper', 'release', paper, { release_note: '经政府同意' });
  const maker: Actor = { ...people.townshipSupervisor, region, line };
  const rules = { policy: '测发〔2026〕9号', title: '本地实施细则', document_number: `细〔2026〕${index}号`, issued_on: '2026-02-01' };
  await take(maker, 'implementing-rule', 'file', null, { ...rules, papers: [await upload(maker.person)] });
}

/** The reform programme in every place: reports that came back, rules that are filed, a ring of inspections that are answered for. */
export async function reformEverywhere(world: World, where: readonly Place[], upload: Upload): Promise<void> {
  const take: Take = async (actor, type, action, id, input = {}) =>
    (await world.platform.executor.act({ actor, type, id, action, input })).id;
  const office = people.provinceCommission;
  const { programme, task } = await policy(take);
  for (const [index, place] of where.entries()) await settle(take, upload, place, index);
  for (const [index, unit] of units.entries()) {
    const report = await take(systemActor, 'task-report', 'owe', null, { task, unit: unit[0], quarter: '2025Q4' });
    const answer = { progress: 'under-way', done: '已公示清单', next_steps: '组织抽查' };
    await take(speakerOf(unit), 'task-report', 'submit', report, answer);
    // Handed in late as it was, it has a few days of its own now: nothing here is overdue.
    await take(office, 'task-report', 'return', report, { return_reason: '未附佐证' });
    const inspected = units[(index + 1) % units.length]?.[0];
    const order = { title: '交叉检查', programme, inspector: unit[0], inspected, focus: '责任清单公示情况', until_on: '2026-04-30' };
    const inspection = await take(office, 'cross-inspection', 'assign', null, order);
    const found = { visited_on: '2026-03-04', conclusion: '有一项问题', findings: [{ finding: '责任清单未公示' }] };
    await take(speakerOf(unit), 'cross-inspection', 'report', inspection, found);
  }
}
