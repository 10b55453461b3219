import type { Sql } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';

export interface RecordKey {
  readonly recordType: string;
  readonly recordId: string;
}

/** The act that erases: its entry has this version of the same record, and is appended in the same transaction. */
export interface ErasureAct {
  readonly version: number;
  readonly at: Date;
  readonly person: string;
}

/**
 * Erases personal facts and salts of one record (Personal Information Protection Law, art. 47); the entries and their commitments stay, so the
 * log still verifies and nobody can tell what was committed to. Runs as anwang_writer in the transaction of the act, which also empties the
 * record's own columns. `fields` left out means all. Refuses a record under legal hold. Answers how many facts went.
 */
export async function erasePersonal(sql: Sql, record: RecordKey, act: ErasureAct, fields?: readonly string[]): Promise<number> {
  // Whoever places a hold takes the same lock, so that neither misses the other.
  await lockHolds(sql, record);
  const held = await sql.query<{ reason: string; source: string }>(
    'select reason, source from ledger_hold where record_type = $1 and record_id = $2 and released_at is null order by placed_at',
    [record.recordType, record.recordId],
  );
  if (held.rows.length > 0) {
    throw new Problem(
      'refused',
      held.rows.map(({ reason, source }) => ({
        code: 'legal-hold',
        text: {
          zh: `该记录依法保全，不得删除个人信息：${reason}`,
          en: `The record is under legal hold; its personal facts cannot be erased: ${reason}`,
        },
        source,
      })),
    );
  }
  const { rows } = await sql.query<{ erased: number }>(
    `with gone as (
       delete from ledger_personal where record_type = $1 and record_id = $2 and version <= $3 and ($6::text[] is null or field = any ($6)) returning field
     ), noted as (
       insert into ledger_erasure (record_type, record_id, version, at, person, fields)
       select $1, $2, $3, $4, $5, array_agg(distinct field order by field) from gone having count(*) > 0
     )
     select count(*) as erased from gone`,
    [record.recordType, record.recordId, act.version, act.at, act.person, fields ?? null],
  );
  return rows[0]?.erased ?? 0;
}

async function lockHolds(sql: Sql, record: RecordKey): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('ledger_hold/' || $1 || '/' || $2, 0))", [
    record.recordType,
    record.recordId,
  ]);
}

/** Forbids the erasure of a record's personal facts until released. `source` is the article or the document that orders it. */
export async function placeHold(
  sql: Sql,
  record: RecordKey,
  hold: { readonly at: Date; readonly person: string; readonly reason: string; readonly source: string },
): Promise<void> {
  await lockHolds(sql, record);
  await sql.query(
    'insert into ledger_hold (record_type, record_id, placed_at, placed_by, reason, source) values ($1, $2, $3, $4, $5, $6)',
    [...[record.recordType, record.recordId], ...[hold.at, hold.person, hold.reason, hold.source]],
  );
}

/** Releases every hold on the record; answers how many there were. */
export async function releaseHold(sql: Sql, record: RecordKey, act: { readonly at: Date; readonly person: string }): Promise<number> {
  const { rowCount } = await sql.query(
    'update ledger_hold set released_at = $3, released_by = $4 where record_type = $1 and record_id = $2 and released_at is null',
    [record.recordType, record.recordId, act.at, act.person],
  );
  return rowCount ?? 0;
}
