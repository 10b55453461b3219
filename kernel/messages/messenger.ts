import type { Database, Sql, Statement } from '#kernel/database/sql.ts';

/** The only role that may read where a person can be reached. */
const enterMessenger: Statement = { name: 'messenger.enter', text: "select set_config('role', 'anwang_messenger', true)" };

/** Runs `work` in a transaction under the messenger's role. */
export function asMessenger<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    await sql.query(enterMessenger);
    return work(sql);
  });
}
