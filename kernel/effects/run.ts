import type { Clock } from '#kernel/clock/clock.ts';
import type { Database } from '#kernel/database/sql.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Committed, EffectParts, Effects } from './effect.ts';

interface Waiting extends Committed {
  readonly id: number;
  readonly attempts: number;
}

/** A failed effect is tried again after 2 s, 4 s, 8 s … at most ten minutes; it is never dropped, and its age is measured. */
function retryAt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(600_000, 1_000 * 2 ** (attempts + 1)));
}

/** A row taken is hidden for this long; a worker that dies leaves it to the next one. */
const lease_ms = 60_000;

async function take(database: Database, now: Date, most: number): Promise<readonly Waiting[]> {
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const found = await sql.query<Waiting>({
      name: 'outbox.take',
      text: `update outbox set next_at = $3 where id in (select id from outbox where next_at <= $1 order by next_at, id limit $2 for update skip locked)
        returning id, verb, record_type, record_id, version, at, attempts`,
      values: [now, most, new Date(now.getTime() + lease_ms)],
    });
    return found.rows;
  });
}

async function finish(database: Database, id: number, failure: { readonly error: unknown; readonly next_at: Date } | null): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    if (failure === null) await sql.query({ name: 'outbox.done', text: 'delete from outbox where id = $1', values: [id] });
    else {
      const text = 'update outbox set attempts = attempts + 1, next_at = $2, last_error = $3 where id = $1';
      await sql.query({ name: 'outbox.failed', text, values: [id, failure.next_at, String(failure.error).slice(0, 500)] });
    }
  });
}

/**
 * Carries out what waits in the outbox. At least once: an effect whose worker dies is carried out again, so effects are idempotent.
 * @returns how many were carried out.
 */
export async function runEffects(database: Database, clock: Clock, effects: Effects, parts: EffectParts, most = 50): Promise<number> {
  const waiting = await take(database, clock.now(), most);
  let done = 0;
  for (const each of [...waiting].sort((a, b) => a.id - b.id)) {
    try {
      await effects.get(each.verb)?.(each, parts);
      await finish(database, each.id, null);
      done += 1;
    } catch (error) {
      await finish(database, each.id, { error, next_at: retryAt(clock.now(), each.attempts) });
    }
  }
  return done;
}
