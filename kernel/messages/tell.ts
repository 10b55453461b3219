import { flush } from '#kernel/database/flush.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { enterWriter } from '#kernel/scope/scope.ts';

export interface DeskNotice {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly desk: string;
  readonly region: string;
  readonly line: string;
  readonly record_type: string;
  readonly record_id: string;
}

const text = `insert into notice (id, at, kind, desk, region, line, record_type, record_id, title) values ($1, $2, $3, $4, $5, $6, $7, $8, '{}') on conflict (id) do nothing`;

/** Leaves a notice for the next gathering, in a transaction. Left again it changes nothing. */
export async function tellDesk(sql: Sql, notice: DeskNotice): Promise<void> {
  const { id, at, kind, desk, region, line, record_type, record_id } = notice;
  await flush(sql, [enterWriter, { name: 'notice.tell', text, values: [id, at, kind, desk, region, line, record_type, record_id] }]);
}
