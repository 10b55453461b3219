import type { FastifyRequest } from 'fastify';
import { asIdentity } from '#kernel/identity/identity-role.ts';
import { recordEvent } from '#kernel/identity/session-event.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { rateLimit } from './rate-limit.ts';
import type { Services } from './services.ts';

/** A page that is refused asks again and again: once a minute says it. */
const once = { perSecond: 1 / 60, burst: 1 };

/** Notes for the auditor who was refused what because the post may not do it. The request does not wait for the note. */
export function refusalRecorder({ database, clock }: Services, monotonic: () => number): (error: Error, request: FastifyRequest) => void {
  const limit = rateLimit(once, monotonic);
  return (error, request) => {
    const { session } = request;
    if (session === null || !(error instanceof Problem) || error.code !== 'forbidden') return;
    const what = `${request.method} ${request.routeOptions.url ?? ''}`.slice(0, 200);
    if (limit.take(`${session.id} ${what}`) > 0) return;
    const { person, post } = session.actor;
    const event = { kind: 'refused', at: clock.now(), session: session.id, person, post, address: request.ip, what } as const;
    asIdentity(database, (sql) => recordEvent(sql, event)).catch((failure: unknown) =>
      request.log.error({ err: failure, trace: request.id }, 'refusal not recorded'),
    );
  };
}
