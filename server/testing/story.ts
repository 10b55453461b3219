import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/clock/random.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { type PersonName, personIn } from './people.ts';
import { openWorld, type World } from './world.ts';

/** One line of a story: who does what with which input, and what comes of it. */
export interface Step {
  readonly who: PersonName;
  readonly action: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** The state afterwards, or `refused: code` with the code of the problem or of one of its details. */
  readonly outcome: string;
  /** Which record: a name given by an earlier step's `as`; left out, the story's own. */
  readonly on?: string;
  readonly type?: string;
  /** Names the record that this step makes. */
  readonly as?: string;
  /** Days that pass before the step. */
  readonly after_days?: number;
  /** What the record holds afterwards. */
  readonly holds?: Readonly<Record<string, unknown>>;
}

export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
}

type Ids = Map<string, string>;

/** A file that the person has uploaded and the scanner has passed: what an act may bind. */
export async function uploaded(world: World, person: string): Promise<string> {
  const id = newId(world.clock, world.random);
  const expires = new Date(world.clock.now().getTime() + 86_400_000);
  await world.database.owner.query(
    `insert into file (id, hash, size_bytes, media_type, name, uploaded_by, state, at, expires_at) values ($1, sha256($5), 1, 'image/jpeg', 'photo.jpg', $2, 'scanned', $3, $4)`,
    [id, person, world.clock.now(), expires, Buffer.from(id)],
  );
  return id;
}

/** `$name` in an input stands for the id of a record of the story, `$file` for a file that the person has just uploaded. */
async function resolve(value: unknown, ids: Ids, world: World, person: string): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => resolve(each, ids, world, person)));
  if (value === '$file') return uploaded(world, person);
  return typeof value === 'string' && value.startsWith('$') ? (ids.get(value.slice(1)) ?? value) : value;
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Problem)) throw error;
  return [error.code, ...error.details.map((each) => each.code)];
}

/** Takes one step and checks its outcome; `ids` learns the records that it names. */
export async function take(world: World, type: string, step: Step, ids: Map<string, string>): Promise<void> {
  if (step.after_days !== undefined) world.clock.advance(step.after_days * 86_400_000);
  const actor = personIn(step.who, ids);
  const entries = Object.entries(step.input ?? {}).map(
    async ([key, value]) => [key, await resolve(value, ids, world, actor.person)] as const,
  );
  const input = Object.fromEntries(await Promise.all(entries));
  const name = step.type ?? type;
  const creates = world.platform.catalogue.get(name).lifecycle.actions[step.action]?.from === null;
  const id = creates ? null : (ids.get(step.on ?? 'it') ?? null);
  const request = { actor, type: name, id, action: step.action, input };
  if (step.outcome.startsWith('refused: ')) {
    const codes = await world.platform.executor.act(request).then((done) => [`done: ${done.state}`], codesOf);
    expect(codes).toContain(step.outcome.slice('refused: '.length));
    return;
  }
  const done = await world.platform.executor.act(request).catch((error: unknown) => {
    throw new Error(`${step.who} ${step.action}: ${codesOf(error).join(', ')}`);
  });
  expect(done.state).toBe(step.outcome);
  ids.set(step.as ?? step.on ?? 'it', done.id);
  if (step.holds !== undefined) {
    const row = await world.database.owner.query(`select * from ${world.platform.catalogue.get(name).table} where id = $1`, [done.id]);
    expect(row.rows[0]).toMatchObject(step.holds);
  }
}

/** Runs stories of one record type on the real executor over a real database; each story has a world of its own. */
export function stories(type: string, prepare: readonly Step[], all: readonly Story[]): void {
  describe(type, () => {
    for (const story of all) {
      describe(story.name, () => {
        const ids: Ids = new Map();
        let world: World;
        beforeAll(async () => {
          world = await openWorld();
          for (const step of prepare) await take(world, type, step, ids);
        });
        afterAll(() => world.close());
        for (const [index, step] of story.steps.entries()) {
          it(`${index + 1}. ${step.who} ${step.action} → ${step.outcome}`, () => take(world, type, step, ids));
        }
      });
    }
  });
}
