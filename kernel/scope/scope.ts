import { flush } from '#kernel/database/flush.ts';
import type { Database, Result, Sql, Statement } from '#kernel/database/sql.ts';
import { type Actor, deskOf } from './actor.ts';
import { isWithin, upperBound } from './region-path.ts';

/** The columns of every record that decide who sees it. */
export interface ScopeColumns {
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  /** The party outside government and enterprise whose record it is: an intermediary's organisation, or an applicant himself. */
  readonly agency: string | null;
}

/**
 * Enters an actor's scope for the rest of the transaction: settings that the row policies compare with, and the role that they are written for.
 * Transaction-local, so a connection that goes back to the pool carries nothing over. Plans are made once for all readers of a kind: every statement
 * of a scope is written for one index, and a plan for each reader's own values takes as long as the reading, or finds a worse one.
 */
export function enterScope(actor: Actor): Statement {
  return {
    name: 'scope.enter',
    text: `select set_config('anwang.lo', $1, true), set_config('anwang.hi', $2, true), set_config('anwang.line', $3, true),
      set_config('anwang.subject', $4, true), set_config('anwang.org', $5, true), set_config('anwang.person', $6, true),
      set_config('anwang.desk', $7, true), set_config('role', $8, true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
    values: [
      actor.region,
      upperBound(actor.region),
      actor.line,
      actor.subject ?? '',
      actor.org,
      actor.person,
      deskOf(actor),
      `anwang_${actor.reader}`,
    ],
  };
}

/** The executor writes under this role, after `decide` has agreed; readers hold no right to write at all. */
export const enterWriter: Statement = { name: 'scope.writer', text: "select set_config('role', 'anwang_writer', true)" };

/** The name of a prepared statement that is planned for one reader kind: a plan made under one role is thrown away under another. */
export function planName(name: string, actor: Actor): string {
  return `${name}@${actor.reader}`;
}

/**
 * Runs `work` in the actor's scope and rolls back: a read. A query outside it, as the bare server role, returns no rows.
 * BEGIN and the scope go out in the same flush as the first query of `work`.
 */
export async function scoped<T>(database: Database, actor: Actor, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.borrow(async (sql) => {
    const begun = Promise.all([sql.query('begin read only'), sql.query(enterScope(actor))]);
    begun.catch(() => undefined);
    try {
      const value = await work(sql);
      await begun;
      return value;
    } finally {
      await sql.query('rollback');
    }
  });
}

/**
 * Asks statements in the actor's scope, all in one flush: begin, scope, statements, rollback. The hot path of every read.
 * @returns the results of `statements`, in their order.
 */
export async function look(database: Database, actor: Actor, statements: readonly Statement[]): Promise<Result<Record<string, unknown>>[]> {
  return database.borrow(async (sql) => {
    try {
      const results = await flush(sql, ['begin read only', enterScope(actor), ...statements, 'rollback']);
      return results.slice(2, 2 + statements.length);
    } catch (error) {
      // The rollback was skipped with the rest.
      await sql.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}

/** The same question as the row policies answer, for one row in memory: `decide` asks it before a row exists, the phone without a database. */
export function mayView(actor: Actor, row: ScopeColumns): boolean {
  switch (actor.reader) {
    case 'officer':
      return isWithin(row.region, actor.region);
    case 'line':
      return isWithin(row.region, actor.region) && row.line === actor.line;
    case 'enterprise':
      return actor.subject !== null && row.subject === actor.subject;
    case 'agency':
      return row.agency === actor.org;
    case 'system':
      return true;
    case 'public':
      return false;
  }
}
