import { createHash } from 'node:crypto';
import fastify from 'fastify';
import { flush } from '#kernel/database/flush.ts';
import type { Database, Statement } from '#kernel/database/sql.ts';
import type { SessionCache } from '#kernel/identity/session-cache.ts';
import { anyRecord } from '#kernel/record/define.ts';
import { listStatement } from '#kernel/record/query.ts';
import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import { enterScope } from '#kernel/scope/scope.ts';
import { hiddenDanger } from '#modules/prevention/hidden-danger/record.ts';

interface SessionRow {
  readonly person: string;
  readonly post: string;
  readonly organisation: string | null;
  readonly subject: string | null;
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly expires_at: Date;
}

const sessionText = `select p.person, p.id as post, p.organisation, p.subject, p.reader, p.region, p.line, s.expires_at
  from session s join post p on p.id = s.post where s.token_hash = $1 and s.ended_at is null`;

/**
 * What somebody would write who needs this one page and nothing else: the session looked up in the database as most applications do (a join by
 * the token's hash), the same statement in the same scope, the rows as JSON. It derives nothing, names nothing, masks nothing.
 */
export async function byHand(database: Database, cache: SessionCache): Promise<{ readonly address: string; close(): Promise<void> }> {
  const app = fastify({ logger: false });
  const type = anyRecord(hiddenDanger);

  async function sessionOf(header: string | undefined): Promise<SessionRow | undefined> {
    const token = header?.slice('Bearer '.length) ?? '';
    const digest = createHash('sha256').update(token).digest();
    const session: Statement = { name: 'hand.session', text: sessionText, values: [digest] };
    const [, , found] = await database.borrow((sql) =>
      flush(sql, [
        'begin read only',
        { name: 'hand.enter', text: `select set_config('role', 'anwang_identity', true)` },
        session,
        'rollback',
      ]),
    );
    const row = found?.rows[0] as SessionRow | undefined; // the columns of sessionText
    return row !== undefined && row.expires_at > new Date() ? row : undefined;
  }

  async function pageFor(actor: Actor) {
    const list = listStatement(type, actor, { states: [], filters: {}, limit: 20 });
    const results = await database.borrow((sql) => flush(sql, ['begin read only', enterScope(actor), list, 'rollback']));
    const rows = results[2]?.rows ?? [];
    return { items: rows.slice(0, 20), next: rows.length > 20 ? rows[19]?.id : null };
  }

  app.get('/hidden-dangers', async (request, reply) => {
    const session = await sessionOf(request.headers.authorization);
    if (session === undefined) return reply.code(401).send({ code: 'signed-out' });
    const { person, post, organisation, subject, reader, region, line } = session;
    return pageFor({ person, post, org: organisation ?? subject ?? '', roles: [], reader, region, line, subject });
  });

  // The same with the platform's own memory of sessions: the most that a handler by hand can save.
  app.get('/remembered/hidden-dangers', async (request, reply) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const session = cache.peek(token) ?? (await cache.load(token));
    if (session === null) return reply.code(401).send({ code: 'signed-out' });
    return pageFor(session.actor);
  });

  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { address, close: () => app.close() };
}
