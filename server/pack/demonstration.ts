import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#kernel/clock/clock.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Database } from '#kernel/database/sql.ts';
import { setParameters } from '#kernel/parameters/store.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { Demo } from '#packs/tools/pack.ts';
import type { Reference } from '#server/reference.ts';
import { demonstrationSecondFactor } from '#server/second-factor.ts';
import { leaveCorrections } from '#simulate/matters/corrections.ts';
import { hasOpenMajor } from '#simulate/matters/hands.ts';
import { draftNotice, instruct } from '#simulate/matters/papers.ts';
import { applyForRestart } from '#simulate/matters/restart.ts';
import type { CountyMemory } from '#simulate/memory.ts';
import { leaveClaim, type Plot, playPlots } from '#simulate/plot.ts';
import { report } from '#simulate/steps/report.ts';
import { isOnRegister, type Scene } from '#simulate/steps/scene.ts';
import { totals } from '#simulate/tally.ts';
import { live } from '#simulate/year.ts';
import { addDays, daysBetween } from '#standards/day.ts';
import { provinceOver } from './ground.ts';
import { loadDemoPeople } from './people.ts';
import { liveReform } from './reform-demonstration.ts';
import { crewsIn, enterPeople } from './stage.ts';

const packName = 'jilin';
const part = 'demo-history';
const seed = '7';

/** What the log-in page needs: the people of the demonstration, those who cannot log in too. Done again it adds nothing. */
export async function prepareDemonstration(owner: Database, clock: Clock, vault: Vault, demo: Demo): Promise<void> {
  await loadDemoPeople(owner, clock, vault, demo.people);
  await enterPeople(owner, clock, vault, crewsIn(demo, packName));
  await owner.transaction((sql) => setParameters(sql, [demonstrationSecondFactor]));
}

export interface DemonstrationParts {
  readonly owner: Database;
  /** As anwang_server, with pipelining. */
  readonly database: Database;
  readonly reference: Reference;
  readonly demo: Demo;
  readonly vault: Vault;
  /** Of the server: pictures that acts of the history hand in are kept there. */
  readonly filesFolder: string;
  /** Ends the history at the next act; the next start goes on from the last whole day. */
  readonly signal?: AbortSignal;
  /** Dangers found per small enterprise and year, 5 when left out. */
  readonly pace?: number;
  readonly lanes?: number;
}

export interface DemonstrationSpan {
  /** How many days of history there are to be, 60 when left out. */
  readonly days?: number;
  /** The real now: the history ends with the day before. */
  readonly until: Date;
}

interface Saved {
  readonly from: string;
  readonly days: number;
  readonly done: number;
  /** As text: in jsonb the order of names, in which counties live, would be lost. */
  readonly memories: string;
}

async function saved(owner: Database): Promise<{ state: Saved; finished: boolean } | null> {
  const found = await owner.query<{ state: Saved; finished: boolean }>('select state, finished from pack_load where part = $1', [part]);
  return found.rows[0] ?? null;
}

async function save(owner: Database, state: Saved, at: Date): Promise<void> {
  await owner.query(
    `insert into pack_load (part, state, finished, at) values ($1, $2, $3, $4)
      on conflict (part) do update set state = excluded.state, finished = excluded.finished, at = excluded.at`,
    [part, JSON.stringify(state), state.done >= state.days, at],
  );
}

/** Whether the history has been lived to its end. */
export async function demonstrationIsLived(owner: Database): Promise<boolean> {
  return (await saved(owner))?.finished === true;
}

/** What the safety manager of the first enterprise finds on his desk. */
function ownPlots(where: Plot['where']): readonly Plot[] {
  const courses: Readonly<Record<string, Plot['moves']>> = {
    late: [
      [16, 'report'],
      [15, 'assess-late'],
    ],
    'to be done': [
      [6, 'report'],
      [5, 'assess'],
    ],
    major: [
      [5, 'report'],
      [4, 'assess-major'],
      [2, 'receive'],
    ],
    listed: [
      [24, 'report'],
      [23, 'assess-major'],
      [22, 'receive'],
      [21, 'tell'],
      [20, 'plan'],
      [19, 'propose'],
    ],
    'to be listed': [
      [9, 'report'],
      [8, 'assess-major'],
      [7, 'receive'],
      [6, 'tell'],
      [5, 'plan'],
      [0, 'propose'],
    ],
    'more time': [
      [8, 'report'],
      [7, 'assess-soon'],
      [0, 'ask'],
    ],
    'to be verified': [
      [9, 'report'],
      [8, 'assess'],
      [1, 'rectify'],
    ],
  };
  return Object.entries(courses).map(([name, moves]) => ({ name: `own, ${name}`, where, moves }));
}

/** Reports to be assessed and rectifications to be verified, for one department. */
function departmentPlots(name: string, where: Plot['where']): readonly Plot[] {
  const reported = [1, 0].map((days): Plot => ({ name: `${name}, reported ${days}`, where, moves: [[days, 'report']] }));
  const verified = [0, 1, 2].map((days): Plot => {
    const moves: Plot['moves'] = [
      [days + 7, 'report'],
      [days + 6, 'assess'],
      [days, 'rectify'],
    ];
    return { name: `${name}, verify ${days}`, where, moves };
  });
  return [...reported, ...verified];
}

/** Handed over to the township's station, where its inspectors see them: two to be answered, two accepted. */
function stationPlots(where: Plot['where']): readonly Plot[] {
  return [1, 0].flatMap((days): Plot[] => {
    const over: Plot['moves'] = [
      [days + 2, 'patrol'],
      [days, 'to-station'],
    ];
    const accepted: Plot['moves'] = [
      [days + 5, 'patrol'],
      [days + 3, 'to-station'],
      [days + 1, 'accept'],
    ];
    return [
      { name: `station, handed over ${days}`, where, moves: over },
      { name: `station, accepted ${days}`, where, moves: accepted },
    ];
  });
}

/** What everybody who logs in finds on his desk, in the county of the first enterprise and its first township. */
function plotsOf(demo: Demo): readonly Plot[] {
  const first = demo.enterprises[0];
  const county = first?.region.split('.').slice(0, 3).join('.') ?? '';
  const code = county.split('.').at(-1) ?? '';
  return [
    ...ownPlots(({ id }) => id === first?.id),
    ...departmentPlots('bureau', ({ department }) => department === `${code}-emergency`),
    ...departmentPlots('construction', ({ line, department }) => line === 'construction' && department === `${code}-housing`),
    ...stationPlots(({ region }) => region.startsWith(`${county}.${code}001`)),
  ];
}

/** Papers on the desks of the first county's offices, and a restart that waits for its check. */
async function leavePapers(scene: Scene): Promise<void> {
  const left = daysBetween(scene.day, scene.lastDay);
  if (left === 12 || left === 4 || left === 0) await draftNotice(scene);
  if (left === 9 || left === 0) await instruct(scene);
  if (left !== 3 && left !== 0) return;
  const free = Object.values(scene.memory.enterprises).filter(
    (each) => isOnRegister(each) && each.department?.endsWith('-emergency') === true && !hasOpenMajor(scene, each.id),
  );
  const enterprise = free[left];
  if (enterprise !== undefined) await applyForRestart(scene, enterprise);
}

/** The first enterprise has a rich archive: something is found there twice a week. */
function playOf(demo: Demo): (scene: Scene) => Promise<void> {
  const first = demo.enterprises[0]?.id ?? '';
  const plots = plotsOf(demo);
  return async (scene) => {
    const { memory, day, lastDay } = scene;
    const own = memory.enterprises[first];
    if (own === undefined) return;
    if (isOnRegister(own) && scene.province.calendar.works(day) && scene.desk.random.next() < 0.4) await report(scene, own);
    await playPlots(scene, plots);
    await leavePapers(scene);
    await leaveCorrections(scene);
    if (day >= addDays(lastDay, -2)) await leaveClaim(scene, ({ department }) => department?.endsWith('-emergency') === true);
  };
}

/** How far it has come: the first half is the register, the second the days. */
function meter(demo: Demo, days: number, onProgress: (done: number, total: number) => void) {
  const papers = demo.enterprises.reduce((sum, each) => sum + 1 + each.licences.length + each.safety_staff.length, 0);
  const total = 1_000;
  let acts = 0;
  return {
    act: () => {
      acts += 1;
      if (acts <= papers && acts % 50 === 0) onProgress(Math.floor((acts / papers) * 500), total);
    },
    day: (done: number) => {
      acts = papers;
      onProgress(500 + Math.floor((done / days) * 500), total);
    },
  };
}

/**
 * Lives through the demonstration's history: on the first day its enterprises are entered on the register, then counties find, assess, rectify and
 * verify until yesterday. A process that is killed goes on with the day it was in, and does nothing twice. Answers at once when it was done before.
 */
export async function liveDemonstration(
  parts: DemonstrationParts,
  span: DemonstrationSpan,
  onProgress: (done: number, total: number) => void,
): Promise<{ readonly acts: number }> {
  const { owner, database, reference, demo, vault, filesFolder, signal } = parts;
  const before = await saved(owner);
  if (before?.finished === true) return { acts: 0 };
  const days = before?.state.days ?? span.days ?? 60;
  const from = before?.state.from ?? addDays(dayOf(span.until), -days);
  // The day is settled before the first act: a start that goes on tomorrow still lives the same days.
  if (before === null) await save(owner, { from, days, done: 0, memories: '' }, span.until);
  const uploadFolder = join(filesFolder, 'simulated');
  await mkdir(uploadFolder, { recursive: true });
  await liveReform(parts, addDays(from, days - 1));
  const people = [...demo.people, ...crewsIn(demo, packName)];
  const progress = meter(demo, days, onProgress);
  const memories = before?.state.memories ?? '';
  const life = await live({
    province: provinceOver({ database, reference, demo, people, filesFolder, uploadFolder, vault }),
    seed,
    from,
    days,
    lanes: parts.lanes ?? 6,
    pace: parts.pace ?? 5,
    misdeeds: 0,
    seal: null,
    resumable: true,
    play: playOf(demo),
    // The text was written by this function from the same type.
    ...(memories === '' ? {} : { resume: { days: before?.state.done ?? 0, memories: JSON.parse(memories) as CountyMemory[] } }),
    onAct: () => {
      signal?.throwIfAborted();
      progress.act();
    },
    onDay: async ({ done, memories: now }) => {
      await save(owner, { from, days, done, memories: done < days ? JSON.stringify(now) : '' }, span.until);
      progress.day(done);
    },
  });
  return { acts: totals(life.tally).accepted };
}
