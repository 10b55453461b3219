import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '#kernel/database/sql.ts';
import type { Actor } from '#kernel/scope/actor.ts';

/**
 * Writes person, post and session of an actor as they would be after a log-in, without the second that a password costs.
 * @returns the session's token
 */
export async function sit(owner: Database, actor: Actor): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const organisation = actor.subject === null && actor.reader !== 'enterprise' ? actor.org : null;
  const { person, post, subject, roles, reader, region, line } = actor;
  await owner.transaction(async (sql) => {
    if (organisation !== null)
      await sql.query(
        `insert into organisation (code, name_zh, name_en, kind, region, line, level, valid_from) values ($1, $1, $1, 'test', $2, $3, 1, '2019-01-01')
          on conflict (code) do nothing`,
        [organisation, region === '' ? '220000' : region, line],
      );
    await sql.query(
      `insert into person (id, name, phone, login, created_at) values ($1::uuid, $1::text, '13900000000', $1::text, '2026-01-01') on conflict (id) do nothing`,
      [person],
    );
    await sql.query(
      `insert into post (id, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'post', 'post', '2026-01-01') on conflict (id) do nothing`,
      [post, person, organisation, subject, roles, reader, region, line],
    );
    await sql.query(
      `insert into session (token_hash, id, person, post, created_at, seen_at, expires_at, asked_at, idle_ms)
        values ($1, gen_random_uuid(), $2, $3, '2026-01-01', '2100-01-01', '2100-01-01', '2100-01-01', 2000000000)`,
      [createHash('sha256').update(token).digest(), person, post],
    );
  });
  return token;
}
