import { createHash } from 'node:crypto';
import type { Database, Sql, Statement } from '#kernel/database/sql.ts';

/** The only role that may read password hashes and sessions. */
export const enterIdentity: Statement = { name: 'identity.enter', text: "select set_config('role', 'anwang_identity', true)" };

/** Runs `work` in a transaction under the identity role. */
export function asIdentity<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    const entered = sql.query(enterIdentity);
    entered.catch(() => undefined);
    const value = await work(sql);
    await entered;
    return value;
  });
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Logins are compared without regard to case and to full-width letters. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}
