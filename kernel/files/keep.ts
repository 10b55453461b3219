import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from '#kernel/database/sql.ts';
import { lockContent } from './deps.ts';
import type { ContentStore } from './store.ts';

/** A file that the platform itself has made for a record. */
export interface MadeFile {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
  readonly type: string;
  readonly record: string;
  /** Where it belongs in the record: no field of its definition, so that no act can take it for an attachment. */
  readonly field: string;
  /** Whose work it is in the books: the platform's own person. */
  readonly person: string;
  readonly at: Date;
}

/**
 * Keeps a file bound to its record from the beginning, under the writer's role; content first, so that a row never names what is not there.
 * @returns its SHA-256 in hex, or null when a file of this id was kept before: nothing is changed then.
 */
export async function keepFile(sql: Sql, store: ContentStore, file: MadeFile): Promise<string | null> {
  const hash = createHash('sha256').update(file.bytes).digest();
  const folder = await mkdtemp(join(tmpdir(), 'anwang-keep-'));
  try {
    const path = join(folder, file.id);
    await writeFile(path, file.bytes);
    await lockContent(sql, hash);
    await store.put(hash, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const added = await sql.query(
    `insert into file (id, hash, size_bytes, media_type, name, uploaded_by, state, record_type, record_id, field, at, bound_at)
     values ($1, $2, $3, $4, $5, $6, 'bound', $7, $8, $9, $10, $10) on conflict (id) do nothing`,
    [file.id, hash, file.bytes.length, file.mediaType, file.name, file.person, file.type, file.record, file.field, file.at],
  );
  return added.rowCount === 1 ? hash.toString('hex') : null;
}
