import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Database } from '#kernel/database/sql.ts';
import { type Catalogue, catalogueOf } from '#kernel/executor/catalogue.ts';
import { ladderOf } from '#kernel/executor/escalation.ts';
import { createExecutor, type Executor } from '#kernel/executor/executor.ts';
import { sweepDeadlines } from '#kernel/executor/sweep.ts';
import { bindFiles } from '#kernel/files/files.ts';
import { catalogue as types } from '#modules/catalogue.ts';
import { effects } from '#modules/effects.ts';
import { papers } from '#modules/papers.ts';
import { openReference, type Reference } from './reference.ts';

/** The platform over one database: what HTTP, workers, the command line, tests and the simulator all stand on. */
export interface Platform {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: Random;
  readonly reference: Reference;
  readonly executor: Executor;
  /** Warns of deadlines that come near and lets lateness climb the ladder, up to the clock's moment. */
  sweep(most?: number): Promise<{ readonly looked: number; readonly climbed: number }>;
}

export interface PlatformOptions {
  /** Connected as anwang_server, with pipelining. */
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** How many acts are carried out at a time; twice the processors of this machine unless told. */
  readonly lanes?: number;
  /** Whether papers are kept when they are issued: where workers run that have a store for them. */
  readonly keepsPapers?: boolean;
}

export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  return platformOver(await openReference(options.database), options);
}

/** A platform over reference data that is loaded already: with a clock and a randomness of its own, as each lane of a simulation has. */
export function platformOver(reference: Reference, options: PlatformOptions): Platform {
  const { database, clock, random } = options;
  const catalogue = catalogueOf(types);
  const executor = createExecutor({
    database,
    catalogue,
    clock,
    random,
    ...(options.lanes === undefined ? {} : { lanes: options.lanes }),
    parameter: reference.parameter,
    deadline: reference.deadline,
    register: reference.register,
    ladder: ladderOf({ calendar: reference.calendar, parameters: reference.ladder }),
    dayOf,
    hasEffects: (verb) => effects.has(verb) || (options.keepsPapers === true && papers.issuingVerbs.has(verb)),
    bindFiles,
  });
  const sweeper = { database, catalogue, executor, clock, random, calendar: reference.calendar, parameters: reference.ladder };
  return { database, catalogue, clock, random, reference, executor, sweep: (most) => sweepDeadlines(sweeper, most) };
}
