import type { Database } from '#kernel/database/sql.ts';
import { asIdentity } from './identity-role.ts';
import type { IdentitySettings } from './settings.ts';

/** How long a session stays to be looked up after it could last act. What happened in it stays in `session_event`. */
const keep_ms = 30 * 24 * 3_600_000;

/** Removes counts of failures that are forgotten, challenges that nobody answered, and sessions long over. */
export async function sweepIdentity(database: Database, at: Date, settings: IdentitySettings): Promise<void> {
  await asIdentity(database, async (sql) => {
    await sql.query('delete from login_attempt where last_at < $1 and (locked_until is null or locked_until < $2)', [
      new Date(at.getTime() - settings.forgetMs),
      at,
    ]);
    await sql.query('delete from passkey_challenge where expires_at < $1', [at]);
    await sql.query('delete from session where expires_at < $1', [new Date(at.getTime() - keep_ms)]);
  });
}
