import type { Database, Statement } from '#kernel/database/sql.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';

export type Found = Readonly<Record<string, unknown>>;

/** Asks as whoever has not logged in: the database itself answers with disclosed rows and public columns only, and refuses every other. */
export async function readPublic(database: Database, statements: readonly Statement[]): Promise<readonly (readonly Found[])[]> {
  const results = await look(database, publicActor, statements);
  return results.map((each) => each.rows);
}

/** The ids that a page shows, once each. */
export function idsOf(rows: readonly Found[], ...names: readonly string[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => names.flatMap((name) => (typeof row[name] === 'string' ? [row[name]] : []))))];
}
