import type { Sql } from '#kernel/database/sql.ts';
import { sha256 } from './identity-role.ts';
import type { IdentitySettings } from './settings.ts';

export type AttemptKind = 'login' | 'address';

export interface Attempt {
  /** Until when no further attempt is looked at; null while attempts are open. */
  readonly lockedUntil: Date | null;
  /** This attempt itself was refused: its password is not to be verified. */
  readonly refused: boolean;
}

/**
 * Counts an attempt before its password is verified, so that parallel guesses cannot slip under the limit. A success gives the count back.
 * The attempt that reaches the limit is still verified, and everything after it waits.
 */
export async function countAttempt(sql: Sql, kind: AttemptKind, key: string, at: Date, settings: IdentitySettings): Promise<Attempt> {
  const hash = sha256(key);
  const counted = await sql.query<{ locked_until: Date | null }>({
    name: 'identity.count-attempt',
    text: `insert into login_attempt as a (kind, key, failures, last_at) values ($1, $2, 1, $3)
      on conflict (kind, key) do update set
        failures = case when a.last_at < $4 then 1 else a.failures + 1 end,
        last_at = $3,
        locked_until = case when a.last_at >= $4 and a.failures + 1 >= $5
          then $3::timestamptz + least($6 * power(2, least(a.failures + 1 - $5, 30)), $7) * interval '1 millisecond' end
      where a.locked_until is null or a.locked_until <= $3
      returning locked_until`,
    values: [
      kind,
      hash,
      at,
      new Date(at.getTime() - settings.forgetMs),
      settings.failures[kind],
      settings.lockMs.first,
      settings.lockMs.longest,
    ],
  });
  const row = counted.rows[0];
  if (row !== undefined) return { lockedUntil: row.locked_until, refused: false };
  const locked = await sql.query<{ locked_until: Date | null }>('select locked_until from login_attempt where kind = $1 and key = $2', [
    kind,
    hash,
  ]);
  return { lockedUntil: locked.rows[0]?.locked_until ?? null, refused: true };
}

/** After a success: the login's failures are forgotten, the address gets this one attempt back. */
export async function forgiveAttempt(sql: Sql, login: string, address: string): Promise<void> {
  await sql.query('delete from login_attempt where kind = $1 and key = $2', ['login', sha256(login)]);
  await sql.query('update login_attempt set failures = failures - 1, locked_until = null where kind = $1 and key = $2 and failures > 0', [
    'address',
    sha256(address),
  ]);
}

/** Gives one attempt back that was no guess: the password was right, and the second step is still to come. */
export async function returnAttempt(sql: Sql, login: string, address: string): Promise<void> {
  await sql.query(
    `update login_attempt set failures = failures - 1, locked_until = null where failures > 0
       and ((kind = 'login' and key = $1) or (kind = 'address' and key = $2))`,
    [sha256(login), sha256(address)],
  );
}

/** Opens a login before its lock runs out. */
export async function unlock(sql: Sql, login: string): Promise<void> {
  await sql.query('delete from login_attempt where kind = $1 and key = $2', ['login', sha256(login)]);
}
