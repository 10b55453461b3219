import { flush } from '#kernel/database/flush.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';

/**
 * Runs `work` as anwang_system in one snapshot, read only: what is compared belongs together even while acts go on.
 * The connection may belong to the server, which sees nothing without a role.
 */
export async function readAsSystem<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.borrow(async (sql) => {
    try {
      await flush(sql, ['begin isolation level repeatable read read only', "select set_config('role', 'anwang_system', true)"]);
      return await work(sql);
    } finally {
      await sql.query('rollback').catch(() => undefined);
    }
  });
}

/** Runs `work` as anwang_writer in a transaction. */
export async function writeAsWriter<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    await sql.query("select set_config('role', 'anwang_writer', true)");
    return work(sql);
  });
}

/** SQL for the name of this cluster and database: transaction numbers mean something only within it. */
export const clusterName =
  "(select system_identifier::text || '/' || (select oid::text from pg_database where datname = current_database()) from pg_control_system())";
