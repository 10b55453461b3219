import type { Clock } from '#kernel/clock/clock.ts';
import type { Database } from '#kernel/database/sql.ts';
import { asMessenger } from '../messenger.ts';
import { signedHeaders } from '../sign.ts';
import { Forbidden, type Guard, guardedPost } from './guarded-post.ts';

interface Waiting {
  readonly id: string;
  readonly webhook: string;
  readonly body: string;
  readonly tries: number;
  readonly url: string;
  readonly secret: string;
}

const lease_ms = 120_000;
const mostTries = 8;
/** Events that failed for good, one after the other, before a webhook is turned off. */
const mostFailures = 10;

/** After 1, 2, 4 … 64 minutes: an outage of two hours loses nothing. */
function retryAt(now: Date, tries: number): Date {
  return new Date(now.getTime() + 60_000 * 2 ** (tries - 1));
}

const takeText = `with taken as (
    update webhook_delivery d set next_at = $2, tries = tries + 1 where id in
      (select d.id from webhook_delivery d join webhook w on w.id = d.webhook where d.state = 'queued' and d.next_at <= $1 and w.state = 'active'
        order by d.next_at, d.id limit $3 for update of d skip locked) returning id, webhook, body, tries, at
  )
  select t.id, t.webhook, t.body, t.tries, w.url, w.secret from taken t join webhook w on w.id = t.webhook order by t.at, t.id`;

interface Ending {
  readonly state: 'queued' | 'sent' | 'failed';
  readonly next_at: Date | null;
  readonly status: number | null;
  readonly reason: string | null;
}

async function attempt({ id, url, secret, body, tries }: Waiting, guard: Guard, now: Date): Promise<Ending> {
  try {
    const status = await guardedPost(url, body, signedHeaders(secret, id, now, body), guard);
    if (status >= 200 && status < 300) return { state: 'sent', next_at: null, status, reason: null };
    const again = tries < mostTries && status !== 410;
    return { state: again ? 'queued' : 'failed', next_at: again ? retryAt(now, tries) : null, status, reason: `the answer was ${status}` };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const again = tries < mostTries && !(error instanceof Forbidden);
    return { state: again ? 'queued' : 'failed', next_at: again ? retryAt(now, tries) : null, status: null, reason };
  }
}

/**
 * Sends what waits for webhooks, each by its own signature. At least once and not in order: the receiver goes by id and version.
 * @returns how many were tried.
 */
export async function deliverEvents(database: Database, guard: Guard, clock: Clock, most = 20): Promise<number> {
  const now = clock.now();
  const waiting = await asMessenger(database, async (sql) => {
    const values = [now, new Date(now.getTime() + lease_ms), most];
    return (await sql.query<Waiting>({ name: 'webhook.take', text: takeText, values })).rows;
  });
  await Promise.all(
    waiting.map(async (each) => {
      const ending = await attempt(each, guard, now);
      await asMessenger(database, async (sql) => {
        const { state, next_at, status, reason } = ending;
        await sql.query({
          name: 'webhook.finish',
          text: `update webhook_delivery set state = $2, next_at = $3, status = $4, reason = $5, done_at = $6 where id = $1 and state = 'queued'`,
          values: [each.id, state, next_at, status, reason, state === 'queued' ? null : clock.now()],
        });
        if (state === 'queued') return;
        await sql.query({
          name: 'webhook.count',
          text: `update webhook set failures = case when $2 then 0 else failures + 1 end,
            state = case when not $2 and failures + 1 >= $3 and state = 'active' then 'disabled' else state end where id = $1`,
          values: [each.webhook, state === 'sent', mostFailures],
        });
      });
    }),
  );
  return waiting.length;
}
