import type { Result, Sql, Statement } from './sql.ts';

/**
 * Sends statements without waiting between them and answers with all results. The first failure is thrown after all have come back,
 * so that none is left unheard: the later ones only say that the transaction is aborted.
 */
export async function flush(sql: Sql, statements: readonly (Statement | string)[]): Promise<Result<Record<string, unknown>>[]> {
  const settled = await Promise.allSettled(statements.map((each) => sql.query(each)));
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
