import type { Database } from '#kernel/database/sql.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { Hit } from '#kernel/search/find.ts';
import { formerNames } from '#kernel/search/former.ts';
import { searchableOf } from '#kernel/search/searchable.ts';

/** Earlier names of what was found, by id: a record that is found under one of them must say so. Whoever sees the record sees its history. */
export async function formerNamesOf(database: Database, hits: readonly Hit[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const named = hits.filter(({ type }) => searchableOf(type).named);
  const [first] = named;
  if (first === undefined) return new Map();
  return scoped(database, systemActor, (sql) =>
    formerNames(
      sql,
      first.type,
      named.map(({ row }) => row),
    ),
  );
}
