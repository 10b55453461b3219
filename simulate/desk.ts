import type { ManualClock } from '#kernel/clock/clock.ts';
import { newId, type Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { ActRequest, Outcome } from '#kernel/executor/request.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Ground } from './ground.ts';
import { misdeedOf, type Request, type Strangers } from './misdeeds.ts';
import { happens } from './season.ts';
import { countAccepted, countRefused, type Tally } from './tally.ts';

export interface DeskParts {
  readonly database: Database;
  readonly ground: Ground;
  readonly clock: ManualClock;
  /** Of this county on this day: the same whatever went on before. */
  readonly random: Random;
  readonly tally: Tally;
  readonly strangers: Strangers;
  /** How often an act is done wrongly first. */
  readonly misdeeds: number;
  /** Names every act of the day, so that a day that was cut off is lived again without doing anything twice. Null: acts go without keys. */
  readonly keys: string | null;
  /** Told of each act before it is taken; what it throws ends the day. */
  readonly onAct: () => void;
  /** Share of refusals that are looked at before and after. */
  readonly inspections: number;
}

export interface Wish {
  readonly actor: Actor;
  readonly type: string;
  readonly id: string;
  readonly action: string;
  readonly input?: ActRequest['input'];
  /** Left out when the act makes the record. */
  readonly version?: number;
}

function codeOf(problem: Problem): string {
  return problem.details[0]?.code ?? problem.code;
}

/** Where the acts of a county are taken, one after the other, by its clock. */
export class Desk {
  readonly random: Random;
  readonly clock: ManualClock;
  readonly #parts: DeskParts;
  #acts = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.random = parts.random;
    this.clock = parts.clock;
  }

  newId(): string {
    return newId(this.clock, this.random);
  }

  /** Takes an act; null when it was refused, which then counts as unforeseen. */
  async act(wish: Wish): Promise<Outcome | null> {
    const { random, clock } = this;
    const { misdeeds, ground, strangers, tally } = this.#parts;
    this.#parts.onAct();
    clock.advance(1_000 * random.int(5, 40));
    const request = this.#request(wish);
    if (misdeeds > 0 && happens(random, misdeeds)) {
      const wrong = misdeedOf(request, ground.catalogue.get(wish.type), strangers, random);
      if (wrong !== null) await this.#refused(wrong);
    }
    const verb = `${wish.type}.${wish.action}`;
    try {
      const outcome = await ground.executor.act(request);
      countAccepted(tally, verb);
      if (misdeeds > 0) await this.#afterwards(request, outcome);
      return outcome;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const code = codeOf(error);
      countRefused(tally, verb, code);
      const key = `${verb}: ${code}`;
      tally.unforeseen[key] = (tally.unforeseen[key] ?? 0) + 1;
      return null;
    }
  }

  /** Tries what must be refused. Done only where misdeeds are wanted at all. */
  async wrong(wish: Wish): Promise<void> {
    if (this.#parts.misdeeds === 0) return;
    this.clock.advance(1_000 * this.random.int(5, 40));
    await this.#refused(this.#request(wish));
  }

  #request({ actor, type, id, action, input, version }: Wish): Request {
    this.#acts += 1;
    const { keys, misdeeds } = this.#parts;
    const key = keys !== null ? `${keys}.${this.#acts}` : misdeeds > 0 && happens(this.random, 0.02) ? this.newId() : undefined;
    const base = { actor, type, id, action, input: input ?? {} };
    return { ...base, ...(version === undefined ? {} : { version }), ...(key === undefined ? {} : { key }) };
  }

  /** The same again: with its key it is answered with the first outcome, without one it comes too late. */
  async #afterwards(request: Request, outcome: Outcome): Promise<void> {
    const { ground, tally } = this.#parts;
    if (request.key !== undefined) {
      const again = await ground.executor.act(request);
      tally.repeated += 1;
      if (again.version !== outcome.version || again.id !== outcome.id) tally.slipped.push(`repeated ${request.type}.${request.action}`);
      return;
    }
    if (happens(this.random, this.#parts.misdeeds / 5)) await this.#refused(request);
  }

  async #refused(request: Request): Promise<void> {
    const { ground, tally, inspections } = this.#parts;
    const { key: _, ...bare } = request;
    const inspected = happens(this.random, inspections);
    const before = inspected ? await this.#trace(request) : '';
    const verb = `${request.type}.${request.action}`;
    try {
      await ground.executor.act(bare);
      tally.slipped.push(`${verb} by ${request.actor.roles.join(', ')} on ${request.id}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      countRefused(tally, verb, codeOf(error));
    }
    if (!inspected) return;
    tally.inspected += 1;
    if ((await this.#trace(request)) !== before) tally.changed.push(`${verb} on ${request.id}`);
  }

  /** Everything that an act on this record would have left. */
  async #trace({ type, id }: Request): Promise<string> {
    const { table } = this.#parts.ground.catalogue.get(type);
    const results = await look(this.#parts.database, systemActor, [
      { name: `simulate.row.${table}`, text: `select version, changed_at, state from ${table} where id = $1`, values: [id] },
      {
        name: 'simulate.traces',
        text: `select (select count(*) from ledger_entry where record_type = $1 and record_id = $2) as entries,
          (select array_agg(id order by id) from deadline where record_type = $1 and record_id = $2 and status = 'pending') as open`,
        values: [type, id],
      },
    ]);
    return JSON.stringify(results.map((each) => each.rows));
  }
}
