import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Scanner } from './scanner.ts';
import type { ContentStore } from './store.ts';

export interface FileSettings {
  readonly fileBytes: number;
  /** What one person may have under way and unbound together. */
  readonly personBytes: number;
  readonly personFiles: number;
  /** An unbound file, or an upload that nobody goes on with, is removed after so long. */
  readonly unboundMs: number;
  /** Another look at the same file by the same person within so long is the same look: a film is fetched in many ranges. */
  readonly lookMs: number;
}

export const fileSettings: FileSettings = {
  fileBytes: 512 * 2 ** 20,
  personBytes: 4 * 2 ** 30,
  personFiles: 200,
  unboundMs: 24 * 3_600_000,
  lookMs: 10 * 60_000,
};

export interface FileDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ContentStore;
  readonly scanner: Scanner;
  readonly settings: FileSettings;
}

export interface StoredFile {
  readonly id: string;
  readonly hash: Buffer;
  readonly size_bytes: number;
  readonly media_type: string;
  readonly name: string;
  readonly uploaded_by: string;
  readonly state: 'received' | 'scanned' | 'bound';
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly field: string | null;
  readonly disclosure: 'ordinary' | 'personal';
  readonly at: Date;
}

export const fileColumns = 'id, hash, size_bytes, media_type, name, uploaded_by, state, record_type, record_id, field, disclosure, at';

export function asWriter<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    return work(sql);
  });
}

/** Puts content in place and removes it under one lock per hash, so that a sweep never takes away what an upload has just found to be there. */
export async function lockContent(sql: Sql, hash: Buffer): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('file:' || encode($1, 'hex'), 0))", [hash]);
}
