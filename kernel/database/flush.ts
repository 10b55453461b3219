import type { Result, Sql, Statement } from './sql.ts';

/**
 * Sends statements in one exchange and answers with all results. After the first failure, which is thrown, none of the rest is carried out.
 * They run one after the other on one connection: hand in a connection or a transaction, not a pool.
 */
export async function flush(sql: Sql, statements: readonly (Statement | string)[]): Promise<Result<Record<string, unknown>>[]> {
  const all = statements.map((each) => (typeof each === 'string' ? { text: each } : each));
  if (sql.batch !== undefined) return sql.batch(all);
  const results: Result<Record<string, unknown>>[] = [];
  for (const each of all) results.push(await sql.query(each));
  return results;
}
