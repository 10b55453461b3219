import { newId } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { asWriter, type FileDeps, fileColumns, lockContent, type StoredFile } from './deps.ts';

export interface Binding {
  readonly type: string;
  readonly id: string;
  readonly field: string;
  /** Who acts: only one's own uploads can be bound. */
  readonly person: string;
  readonly at: Date;
  readonly disclosure: 'ordinary' | 'personal';
  /** Retention class; 'record' keeps the file as long as its record. */
  readonly retention?: string;
}

/**
 * Binds scanned files to a field of a record, in the act's own transaction and under the writer's role. Files bound to this record already are
 * left as they are. Throws invalid when any of them is somebody else's, unknown, expired, not scanned or bound elsewhere.
 */
export async function bindFiles(sql: Sql, ids: readonly string[], binding: Binding): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const { type, id, field, person, at, disclosure, retention } = binding;
  const bound = await sql.query<{ id: string }>({
    name: 'files.bind',
    text: `update file set state = 'bound', record_type = $2, record_id = $3, field = case when state = 'bound' then file.field else $4 end,
        bound_at = coalesce(bound_at, $6), expires_at = null, disclosure = case when state = 'bound' then file.disclosure else $7 end, retention = $8
      where id = any($1::uuid[]) and ((state = 'scanned' and uploaded_by = $5 and expires_at > $6)
        or (state = 'bound' and record_type = $2 and record_id = $3)) returning id`,
    values: [wanted, type, id, field, person, at, disclosure, retention ?? 'record'],
  });
  if (bound.rowCount !== wanted.length) {
    const text = {
      zh: '附件不存在、已过期或不是您上传的，请重新上传',
      en: 'An attachment is unknown, expired or not yours; upload it again',
    };
    throw new Problem('invalid', [{ code: 'file-unknown', field, text }]);
  }
}

/** The file when the reader, in whose scope `sql` runs, may see it: through its record once bound, until then only as its uploader. */
export async function fileVisible(sql: Sql, id: string): Promise<StoredFile | null> {
  const found = await sql.query<StoredFile>(`select ${fileColumns} from file where id = $1 and state <> 'received'`, [id]);
  return found.rows[0] ?? null;
}

/** The file for one look, which is recorded: personal content as an entry of the ledger, the rest in `file_look`. Throws not-found. */
export async function lookAtFile(deps: FileDeps, actor: Actor, id: string, trace: string): Promise<StoredFile> {
  const file = await scoped(deps.database, actor, (sql) => fileVisible(sql, id));
  if (file === null) throw new Problem('not-found');
  if (file.state === 'bound') await recordLook(deps, actor, file, trace);
  return file;
}

async function recordLook(deps: FileDeps, actor: Actor, file: StoredFile, trace: string): Promise<void> {
  const at = deps.clock.now();
  await asWriter(deps.database, async (sql) => {
    const added = await sql.query(
      `insert into file_look (file, person, post, at, trace) select $1, $2, $3, $4, $5
       where not exists (select 1 from file_look where file = $1 and person = $2 and post = $3 and at > $6)`,
      [file.id, actor.person, actor.post, at, trace, new Date(at.getTime() - deps.settings.lookMs)],
    );
    if (file.disclosure !== 'personal' || added.rowCount !== 1) return;
    await appendEntry(sql, {
      type: 'file-look',
      id: newId(deps.clock, deps.random),
      version: 1,
      at,
      verb: 'file.look',
      from: null,
      to: 'seen',
      actor,
      scope: { region: actor.region, line: actor.line, subject: actor.subject },
      set: { file: file.id, record_type: file.record_type, record_id: file.record_id, field: file.field },
      personal: [],
    });
  });
}

/** Removes what nobody bound in time, with its content where no other file has the same. Answers how many. */
export async function sweepFiles(deps: FileDeps): Promise<number> {
  const at = deps.clock.now();
  const due = await asWriter(deps.database, (sql) =>
    sql.query<{ id: string; hash: Buffer }>("select id, hash from file where state <> 'bound' and expires_at <= $1 limit 500", [at]),
  );
  for (const { id, hash } of due.rows) {
    await asWriter(deps.database, async (sql) => {
      await lockContent(sql, hash);
      await sql.query("delete from file where id = $1 and state <> 'bound' and expires_at <= $2", [id, at]);
      const left = await sql.query('select 1 from file where hash = $1 limit 1', [hash]);
      if (left.rows.length === 0) await deps.store.remove(hash);
    });
  }
  await asWriter(deps.database, (sql) =>
    sql.query('delete from file_upload where at <= $1', [new Date(at.getTime() - deps.settings.unboundMs)]),
  );
  return due.rows.length;
}
