import type { Database } from '#kernel/database/sql.ts';
import { enterWriter } from '#kernel/scope/scope.ts';

/** Removes messages older than they are kept, with their items, receipts and deliveries. What must be acknowledged stays. @returns how many. */
export async function pruneMessages(database: Database, before: Date, most = 1_000): Promise<number> {
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const text = `delete from message where id in (select id from message where latest_at < $1 and not (must_acknowledge and acknowledged_at is null)
      order by latest_at limit $2)`;
    return (await sql.query({ name: 'message.prune', text, values: [before, most] })).rowCount ?? 0;
  });
}
