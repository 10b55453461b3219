import { manualClock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import { Desk } from './desk.ts';
import type { Ground, Province } from './ground.ts';
import { actAbove, lookAtMatter, planMatters } from './matters/look.ts';
import { beginPapers } from './matters/papers.ts';
import { stopAndGo } from './matters/restart.ts';
import { type CountyMemory, emptyMemory, plan, type Task } from './memory.ts';
import type { Request } from './misdeeds.ts';
import { findingRate, happens } from './season.ts';
import { lookAtDanger } from './steps/danger.ts';
import { liveOn, lookAtEnterprise, register } from './steps/enterprise.ts';
import { lookAtFiling } from './steps/filing.ts';
import { lookAtPaper } from './steps/paper.ts';
import { askForExtension } from './steps/rectify.ts';
import { report } from './steps/report.ts';
import { isOnRegister, type Scene } from './steps/scene.ts';
import type { Tally } from './tally.ts';

export interface CountyOptions {
  readonly province: Province;
  readonly random: Random;
  /** Its number among the counties: the milliseconds of all its acts, so that no two counties act at the same moment. */
  readonly number: number;
  readonly distant: Actor;
  readonly misdeeds: number;
  readonly pace: number;
  /** Acts carry keys, so that a day that was cut off can be lived again. */
  readonly resumable: boolean;
  readonly lastDay: string;
  readonly onAct: () => void;
  /** What somebody wrote for this county, played before its own life of the day. */
  readonly play: (scene: Scene) => Promise<void>;
}

/** The life of one county, a day at a time. */
export interface County {
  readonly memory: CountyMemory;
  live(day: string, tally: Tally): Promise<void>;
  /** What offices above the county do with a number of theirs: after all counties' day, one county after the other. */
  liveAbove(day: string, tally: Tally): Promise<void>;
}

const morning_ms = 7.5 * 3_600_000;
const evening_ms = 19 * 3_600_000;
const hazards: Readonly<Record<string, number>> = { large: 3, medium: 1.8, small: 1, micro: 0.5 };

async function take(scene: Scene, { what, id }: Task): Promise<void> {
  const { enterprises, papers, dangers, filings, matters } = scene.memory;
  const enterprise = enterprises[id];
  const paper = papers[id];
  const danger = dangers[id];
  const filing = filings[id];
  const matter = matters[id];
  if (what === 'register' && enterprise !== undefined) await register(scene, enterprise);
  else if (what === 'enterprise' && enterprise !== undefined) await lookAtEnterprise(scene, enterprise);
  else if (what === 'paper' && paper !== undefined) await lookAtPaper(scene, paper);
  else if (what === 'danger' && danger !== undefined) await lookAtDanger(scene, danger);
  else if (what === 'extend' && danger !== undefined) await askForExtension(scene, danger);
  else if (what === 'filing' && filing !== undefined) await lookAtFiling(scene, filing);
  else if (what === 'matter' && matter !== undefined) await lookAtMatter(scene, matter);
}

/** What nobody had planned: dangers are found, enterprises change. */
async function findings(scene: Scene): Promise<void> {
  const { day, memory, province, desk, pace } = scene;
  const works = province.calendar.works(day);
  for (const enterprise of Object.values(memory.enterprises)) {
    if (!isOnRegister(enterprise)) continue;
    const hazard = hazards[province.enterprises[enterprise.index]?.scale ?? 'small'] ?? 1;
    if (happens(desk.random, (pace / 365) * hazard * findingRate(enterprise.line, day, works))) await report(scene, enterprise);
    if (works) await liveOn(scene, enterprise);
    if (works) await stopAndGo(scene, enterprise);
  }
}

export function openCounty(memory: CountyMemory, options: CountyOptions): County {
  const { province, random, number, distant, misdeeds, pace, lastDay, onAct } = options;
  const clock = manualClock(new Date(0));
  const ground: Ground = province.open(clock, random.fork('executor'));
  const above: string[] = [];

  function sceneOf(day: string, tally: Tally, part: '' | '.above'): Scene {
    clock.set(new Date(startOfDay(day).getTime() + (part === '' ? morning_ms : evening_ms) + number));
    const today = random.fork(`${day}${part}`);
    const keys = options.resumable ? `${memory.county}.${day}${part}` : null;
    const strangers = { distant, unentitled: (request: Request) => workerOf(memory, province, request) ?? distant };
    const desk = new Desk({
      database: province.database,
      ground,
      clock,
      random: today,
      tally,
      strangers,
      misdeeds,
      keys,
      onAct,
      inspections: 0.1,
    });
    const files = { ...province.files, database: province.database, clock, random: today };
    return { province, memory, desk, day, lastDay, files, pace, above };
  }

  async function live(day: string, tally: Tally): Promise<void> {
    above.length = 0;
    const scene = sceneOf(day, tally, '');
    await options.play(scene);
    planMatters(scene);
    const tasks = memory.agenda[day] ?? [];
    for (const task of tasks) await take(scene, task);
    delete memory.agenda[day];
    await findings(scene);
    if (province.calendar.works(day)) await beginPapers(scene);
  }

  async function liveAbove(day: string, tally: Tally): Promise<void> {
    const waiting = above.splice(0);
    if (waiting.length === 0) return;
    const scene = sceneOf(day, tally, '.above');
    for (const id of waiting) {
      const matter = memory.matters[id];
      if (matter !== undefined) await actAbove(scene, matter);
    }
  }

  return { memory, live, liveAbove };
}

function workerOf(
  { dangers, papers, filings, matters }: CountyMemory,
  province: Province,
  { id, type, actor, input }: Request,
): Actor | undefined {
  const known =
    dangers[id]?.subject ?? papers[id]?.subject ?? filings[id]?.subject ?? matters[id]?.subject ?? actor.subject ?? input.enterprise;
  const subject = type === 'enterprise' ? id : known;
  return typeof subject === 'string' ? province.cast.inside(subject, 'worker')[0] : undefined;
}

/** What every county starts from: its enterprises, to be entered on the register on the days given, most of them on the first. */
export function firstMemories(province: Province, dayFor: (index: number) => string): readonly CountyMemory[] {
  const memories = new Map<string, CountyMemory>();
  for (const [index, each] of province.enterprises.entries()) {
    const county = ancestorAt(each.region, 'county') ?? '';
    const memory = memories.get(county) ?? emptyMemory(county);
    memories.set(county, memory);
    const { id, region, line, department } = each;
    memory.enterprises[id] = { id, version: 0, state: 'new', index, region, line, department, claimed: false };
    plan(memory, dayFor(index), { what: 'register', id });
  }
  return [...memories.values()].sort((a, b) => (a.county < b.county ? -1 : 1));
}
