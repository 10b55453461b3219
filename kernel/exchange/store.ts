import { createHash } from 'node:crypto';
import { newId } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { Jsonb, statementOf } from '#kernel/database/write.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import { mayImport, readsImports } from './columns.ts';
import { asWriter, type ExchangeParts, type Job, type JobState, jobColumns, type WorkingState, workingStates } from './job.ts';
import type { Format } from './sheet.ts';

/** What one sheet may weigh; 100,000 rows of an enterprise register are a quarter of it. */
export const mostBytes = 64 * 2 ** 20;
const chunkBytes = 2 ** 20;
/** One person's sheets under way; more would only wait for each other. */
const mostUnderWay = 10;

export interface Upload {
  /** The same key with the same upload is one job. */
  readonly key: string;
  readonly fileName: string;
  /** Where the rows come from, as the person names it. */
  readonly source: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

function refusal(code: string, zh: string, en: string, field?: string): Problem {
  const detail: Detail = { code, text: { zh, en }, ...(field === undefined ? {} : { field }) };
  return new Problem('invalid', [detail]);
}

function formatOf(fileName: string): Format {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'xlsx' || ending === 'csv') return ending;
  throw refusal('file-ending', '请上传 xlsx 或 csv 文件', 'Upload an xlsx or csv file', 'file');
}

/** Parts of one size, whatever the size of those that come in. */
async function* parts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const each of bytes) {
    held.push(each);
    size += each.length;
    if (size < chunkBytes) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function keep(sql: Sql, job: string, upload: Upload, format: Format): Promise<{ size: number; sha256: Buffer }> {
  const hash = createHash('sha256');
  let size = 0;
  let n = 0;
  for await (const each of parts(upload.bytes)) {
    if (n === 0 && format === 'xlsx' && each.toString('latin1', 0, 4) !== 'PK\u0003\u0004') {
      throw refusal('file-type', '这不是 xlsx 工作簿；旧式 xls 请另存为 xlsx', 'This is no xlsx workbook; save an old xls as xlsx', 'file');
    }
    size += each.length;
    if (size > mostBytes) {
      const text = { zh: `文件不超过 ${mostBytes / 2 ** 20} MB，请分成几份`, en: `At most ${mostBytes / 2 ** 20} MB; split the file` };
      throw new Problem('too-large', [{ code: 'file-large', field: 'file', text }]);
    }
    hash.update(each);
    await sql.query('insert into import_content (job, n, bytes) values ($1, $2, $3)', [job, n, each]);
    n += 1;
  }
  if (size === 0) throw refusal('file-empty', '文件是空的', 'The file is empty', 'file');
  return { size, sha256: hash.digest() };
}

/** Takes a file over as a job that a worker begins with. Throws forbidden, invalid, too-large, too-many-requests. */
export async function beginImport(on: ExchangeParts, actor: Actor, type: AnyRecordType, upload: Upload): Promise<Job> {
  if (!mayImport(actor, type)) {
    const text = { zh: `您的岗位不能导入“${type.label.zh}”`, en: `Your post may not import: ${type.label.en}` };
    throw new Problem('forbidden', [{ code: 'may-not-import', text }]);
  }
  const format = formatOf(upload.fileName);
  const now = on.clock.now();
  return asWriter(on.database, async (sql) => {
    await sql.query("select pg_advisory_xact_lock(hashtextextended('import:' || $1, 0))", [actor.person]);
    const known = await sql.query<Job>(`select ${jobColumns} from import_job where person = $1 and key = $2`, [actor.person, upload.key]);
    if (known.rows[0] !== undefined) return known.rows[0];
    const open = await sql.query('select 1 from import_job where person = $1 and next_at is not null', [actor.person]);
    if (open.rows.length >= mostUnderWay) throw new Problem('too-many-requests');
    const id = newId(on.clock, on.random);
    const row = {
      id,
      person: actor.person,
      post: actor.post,
      actor: new Jsonb(actor),
      key: upload.key,
      record_type: type.name,
      source: upload.source.trim().slice(0, 80),
      file_name: upload.fileName.slice(-150),
      format,
      // The file itself stands below the job: what it weighs is known when it has come.
      size_bytes: 1,
      sha256: Buffer.alloc(32),
      state: 'reading',
      next_at: now,
      at: now,
      changed_at: now,
    };
    await sql.query(statementOf({ into: 'import_job', rows: [row] }));
    const { size, sha256 } = await keep(sql, id, upload, format);
    const made = await sql.query<Job>(`update import_job set size_bytes = $2, sha256 = $3 where id = $1 returning ${jobColumns}`, [
      id,
      size,
      sha256,
    ]);
    const [job] = made.rows;
    if (job === undefined) throw new Problem('internal');
    return job;
  });
}

/** The person's own job. Throws not-found. */
export async function jobOf(on: ExchangeParts, actor: Actor, id: string): Promise<Job> {
  if (!readsImports(actor)) throw new Problem('not-found');
  const found = await scoped(on.database, actor, (sql) => sql.query<Job>(`select ${jobColumns} from import_job where id = $1`, [id]));
  const [job] = found.rows;
  if (job === undefined) throw new Problem('not-found');
  return job;
}

/** The person's own jobs, newest first. */
export async function jobsOf(
  on: ExchangeParts,
  actor: Actor,
  page: { readonly cursor?: string; readonly limit: number },
): Promise<readonly Job[]> {
  if (!readsImports(actor)) return [];
  const text = `select ${jobColumns} from import_job where $1::uuid is null or id < $1 order by id desc limit $2`;
  const found = await scoped(on.database, actor, (sql) => sql.query<Job>(text, [page.cursor ?? null, page.limit]));
  return found.rows;
}

/** What may be asked of a job, in which states, and what it does then. */
const requests = {
  commit: { from: ['checked'], to: 'committing', zh: '核对完成、尚未导入的', en: 'checked and not taken over yet' },
  undo: { from: ['committed'], to: 'undoing', zh: '已经导入的', en: 'taken over' },
  resume: { from: ['failed'], to: null, zh: '中断的', en: 'interrupted' },
  discard: { from: ['reading', 'checking', 'checked', 'rejected'], to: 'discarded', zh: '尚未导入的', en: 'not taken over yet' },
} as const satisfies Record<string, { from: readonly JobState[]; to: JobState | null; zh: string; en: string }>;

export type JobRequest = keyof typeof requests;
export const jobRequests = Object.keys(requests) as readonly JobRequest[]; // Object.keys loses the key type

export function mayAsk(job: Pick<Job, 'state'>, request: JobRequest): boolean {
  return (requests[request].from as readonly JobState[]).includes(job.state); // a tuple's includes() only takes its own members
}

function notNow({ zh, en }: Text): Problem {
  return new Problem('refused', [
    { code: 'wrong-state', text: { zh: `只有${zh}导入可以这样办理`, en: `Only an import that is ${en} can be dealt with so` } },
  ]);
}

/** Confirms, takes back, resumes or drops a job: by the person and in the post that began it. Throws not-found, refused. */
export async function askOfJob(on: ExchangeParts, actor: Actor, id: string, request: JobRequest): Promise<Job> {
  const job = await jobOf(on, actor, id);
  const { to, zh, en } = requests[request];
  if (job.post !== actor.post) {
    const text = { zh: '请切换到发起这次导入的岗位', en: 'Switch to the post in which you began this import' };
    throw new Problem('refused', [{ code: 'other-post', text }]);
  }
  if (!mayAsk(job, request)) throw notNow({ zh, en });
  const next: JobState | null = to ?? job.resumes;
  const working = workingStates.some((each) => each === next);
  const now = on.clock.now();
  return asWriter(on.database, async (sql) => {
    const changed = await sql.query<Job>(
      `update import_job set state = $3, resumes = null, problem = null, attempts = 0, done = 0, next_at = $4, changed_at = $5
       where id = $1 and state = $2 returning ${jobColumns}`,
      [id, job.state, next, working ? now : null, now],
    );
    const [asked] = changed.rows;
    if (asked === undefined) throw notNow({ zh, en });
    if (asked.state === 'discarded') await dropContents(sql, [id]);
    return asked;
  });
}

/** The file and its rows go; the job stays as the trace that there was one. */
export async function dropContents(sql: Sql, jobs: readonly string[]): Promise<void> {
  await sql.query('delete from import_content where job = any($1::uuid[])', [jobs]);
  await sql.query('delete from import_row where job = any($1::uuid[])', [jobs]);
}

/** How far a worker has come. False when the job is no longer at that: somebody dropped it. */
export async function progress(
  on: ExchangeParts,
  job: Job,
  state: WorkingState,
  change: { readonly add?: number; readonly done?: number; readonly total?: number },
  leaseUntil: Date,
): Promise<boolean> {
  const changed = await asWriter(on.database, (sql) =>
    sql.query({
      name: 'import.progress',
      text: `update import_job set done = coalesce($3, done) + $4, total = coalesce($5, total), attempts = 0, next_at = $6
        where id = $1 and state = $2`,
      values: [job.id, state, change.done ?? null, change.add ?? 0, change.total ?? null, leaseUntil],
    }),
  );
  return changed.rowCount === 1;
}

/** Ends a working state. Nothing happens when the job is no longer in it. */
export async function endState(
  sql: Sql,
  job: Job,
  from: WorkingState,
  end: { readonly state: JobState; readonly problem?: Text; readonly resumes?: WorkingState; readonly next_at?: Date; readonly at: Date },
): Promise<void> {
  const { state, problem, resumes, next_at, at } = end;
  await sql.query(
    `update import_job set state = $3, problem = $4, resumes = $5, next_at = $6, changed_at = $7, attempts = 0,
       done = case when $3 = any('{checking,committing,undoing}') then 0 else done end where id = $1 and state = $2`,
    [job.id, from, state, problem === undefined ? null : JSON.stringify(problem), resumes ?? null, next_at ?? null, at],
  );
}
