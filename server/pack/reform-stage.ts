import { type ManualClock, manualClock } from '#kernel/clock/clock.ts';
import { type Random, seededRandom } from '#kernel/clock/random.ts';
import { startOfDay } from '#kernel/clock/zone.ts';
import { foldCounters } from '#kernel/counts/counts.ts';
import type { Database } from '#kernel/database/sql.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import type { Outcome } from '#kernel/executor/request.ts';
import { fileSettings } from '#kernel/files/deps.ts';
import { patternScanner } from '#kernel/files/scanner.ts';
import { contentStore } from '#kernel/files/store.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { effects } from '#modules/effects.ts';
import type { Demo } from '#packs/tools/pack.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import { uuidOf } from '#packs/tools/seeded.ts';
import { type Platform, platformOver } from '#server/platform.ts';
import type { Reference } from '#server/reference.ts';
import { effectParts } from '#server/workers.ts';
import { type Cast, castOf } from '#simulate/cast.ts';
import { upload } from '#simulate/papers.ts';

/** Departments of the province that report on the policy's tasks and otherwise have nobody in the demonstration. */
const offices: readonly (readonly [kind: string, name: string])[] = [
  ['organisation-department', '苏文清'],
  ['publicity-department', '梁书远'],
  ['party-school', '贺明哲'],
  ['broadcasting', '秦若川'],
];

/** People of those departments. They have no password: nobody can log in as one of them. */
export function reformPeople(): readonly DemoPerson[] {
  return offices.map(([kind, name], index) => {
    const organisation = `220000-${kind}`;
    const line = kind === 'broadcasting' ? 'culture' : 'other';
    const post = {
      id: uuidOf(`reform post ${kind}`),
      organisation,
      subject: null,
      roles: ['line-supervisor'] as const,
      reader: 'line' as const,
      region: '220000',
      line,
      title: { zh: '改革任务联络员', en: 'Liaison for the reform tasks' },
      valid_from: '2024-01-01',
    };
    return {
      id: uuidOf(`reform person ${kind}`),
      name,
      login: `reform.${kind}`,
      phone: `1990008${String(index).padStart(4, '0')}`,
      posts: [post],
    };
  });
}

/** What the reform year is lived with; the demonstration has all of it. */
export interface ReformParts {
  readonly owner: Database;
  /** As anwang_server, with pipelining. */
  readonly database: Database;
  readonly reference: Reference;
  readonly demo: Demo;
  readonly filesFolder: string;
  /** Ends the year at the next act; the next start lives it again from its beginning, doing nothing twice. */
  readonly signal?: AbortSignal;
}

/** Where the reform year is lived: its clock, its people, and acts that are done once however often the year is lived. */
export interface ReformStage {
  readonly platform: Platform;
  readonly clock: ManualClock;
  readonly random: Random;
  readonly cast: Cast;
  /** How many acts were taken. */
  readonly acts: () => number;
  act(actor: Actor, type: string, action: string, id: string | null, input?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** Somebody who may speak for a unit. */
  speakerOf(unit: string): Actor;
  evidence(actor: Actor, name: string): Promise<string>;
  rows(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What happens by itself at the end of a day: lateness climbs, papers are drafted, counters are folded. */
  night(): Promise<void>;
}

function morning(day: string): Date {
  return new Date(startOfDay(day).getTime() + 9 * 3_600_000);
}

export function reformStage(parts: ReformParts, firstDay: string): ReformStage {
  const { database, reference, demo, filesFolder, signal } = parts;
  const clock = manualClock(morning(firstDay));
  // What is decided and what ids are made of are drawn apart: a year that is lived again makes fewer ids and decides the same.
  const random = seededRandom('reform year');
  const platform = platformOver(reference, { database, clock, random: seededRandom('reform ids') });
  const cast = castOf([...demo.people, ...reformPeople()]);
  const files = { database, clock, store: contentStore(filesFolder), scanner: patternScanner, settings: fileSettings };
  let acts = 0;
  return {
    platform,
    clock,
    random,
    cast,
    acts: () => acts,
    act: async (actor, type, action, id, input = {}) => {
      if (signal?.aborted === true) throw new Error('the server is stopping');
      acts += 1;
      clock.advance(30_000);
      const key = `reform-year.${acts}`;
      const own = id ?? derivedId(clock.now(), key);
      return platform.executor.act({ actor, type, id: own, action, input, key });
    },
    speakerOf: (unit) => {
      const line = reference.register.organisation(unit)?.line ?? '';
      const found = [...cast.officers(unit, line), ...cast.of(unit, 'leader')][0];
      if (found === undefined) throw new Error(`nobody in the demonstration speaks for ${unit}`);
      return found;
    },
    evidence: (actor, name) =>
      upload({ ...files, random: seededRandom(`reform file ${acts}`) }, `${filesFolder}/simulated`, actor.person, name),
    rows: async (text, values = []) => (await look(database, systemActor, [{ text, values: [...values] }]))[0]?.rows ?? [],
    night: async () => {
      const { sweep } = platform;
      while ((await sweep(2_000)).looked > 0) if (signal?.aborted === true) throw new Error('the server is stopping');
      while ((await runEffects(database, clock, effects, effectParts(platform), 1)) > 0);
      await foldCounters(database);
    },
  };
}

/** Moves the stage to the morning of a day that lies ahead. */
export function goTo({ clock }: ReformStage, day: string): void {
  if (morning(day) > clock.now()) clock.set(morning(day));
}
