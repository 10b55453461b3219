import { Problem } from '#kernel/problem/problem.ts';
import type { Text } from '#kernel/text.ts';
import { checkJob } from './check-job.ts';
import { commitJob } from './commit-job.ts';
import { asWriter, type ExchangeParts, type Job, type JobState, jobColumns, type WorkingState } from './job.ts';
import { lease_ms } from './lanes.ts';
import { readJob } from './read-job.ts';
import { snapshot } from './reconcile.ts';
import { Unreadable } from './sheet.ts';
import { dropContents, endState, progress } from './store.ts';
import { undoJob } from './undo-job.ts';

/** A job that failed so often in a row waits for a person. */
const mostAttempts = 3;
/** Rows of a finished import are kept for so long: until then it can be taken back. */
const keptFor_ms = 90 * 86_400_000;

async function take(on: ExchangeParts, only: string | undefined): Promise<Job | undefined> {
  const now = on.clock.now();
  const found = await asWriter(on.database, (sql) =>
    sql.query<Job>(
      `update import_job set next_at = $2, attempts = attempts + 1 where id = (
         select id from import_job where next_at <= $1 and ($3::uuid is null or id = $3) order by next_at, id limit 1 for update skip locked
       ) returning ${jobColumns}`,
      [now, new Date(now.getTime() + lease_ms), only ?? null],
    ),
  );
  return found.rows[0];
}

/** Whether the post that the job acts in is still held, by a person who may still act. */
async function postHeld(on: ExchangeParts, job: Job): Promise<boolean> {
  const found = await asWriter(on.database, (sql) =>
    sql.query(
      `select 1 from post join person on person.id = post.person
       where post.id = $1 and post.person = $2 and post.valid_to is null and person.disabled_at is null`,
      [job.post, job.person],
    ),
  );
  return found.rows.length > 0;
}

async function end(on: ExchangeParts, job: Job, from: WorkingState, state: JobState): Promise<void> {
  const at = on.clock.now();
  const working = state === 'checking' ? { next_at: at } : {};
  await asWriter(on.database, (sql) => endState(sql, job, from, { state, at, ...working }));
}

async function keepSnapshot(on: ExchangeParts, job: Job, name: 'before' | 'after'): Promise<void> {
  const taken = JSON.stringify(await snapshot(on, job));
  // The first picture is of the state before the first act, however often the work is begun again.
  const first = name === 'before' ? 'and before is null' : '';
  await asWriter(on.database, (sql) => sql.query(`update import_job set ${name} = $2 where id = $1 ${first}`, [job.id, taken]));
}

const works: Readonly<Record<WorkingState, (on: ExchangeParts, job: Job) => Promise<void>>> = {
  reading: async (on, job) => {
    const lease = () => new Date(on.clock.now().getTime() + lease_ms);
    const total = await readJob(on, job, (rows) => progress(on, job, 'reading', { done: rows, total: rows }, lease()));
    if (total !== null) await end(on, job, 'reading', 'checking');
  },
  checking: async (on, job) => {
    if (await checkJob(on, job)) await end(on, job, 'checking', 'checked');
  },
  committing: async (on, job) => {
    await keepSnapshot(on, job, 'before');
    if (!(await commitJob(on, job))) return;
    await keepSnapshot(on, job, 'after');
    await end(on, job, 'committing', 'committed');
  },
  undoing: async (on, job) => {
    if (!(await undoJob(on, job))) return;
    await keepSnapshot(on, job, 'after');
    await end(on, job, 'undoing', 'undone');
  },
};

const postEnded: Text = {
  zh: '发起导入的岗位已经终止，由现任人员重新导入',
  en: 'The post in which it was begun is no longer held; whoever holds it now begins anew',
};
const oftenFailed: Text = {
  zh: '办理中多次出错，已停下；排除原因后可继续',
  en: 'It failed several times and has stopped; it can go on once the cause is gone',
};

/** What failed is tried again after 2 s, 4 s, 8 s, and then stands until somebody resumes it. */
async function fail(on: ExchangeParts, job: Job, state: WorkingState, error: unknown): Promise<void> {
  const at = on.clock.now();
  if (error instanceof Unreadable) {
    await asWriter(on.database, async (sql) => {
      await endState(sql, job, state, { state: 'rejected', problem: error.text, at });
      await dropContents(sql, [job.id]);
    });
    return;
  }
  const again = new Date(at.getTime() + 1_000 * 2 ** job.attempts);
  await asWriter(on.database, async (sql) => {
    if (job.attempts >= mostAttempts || error instanceof Problem) {
      const problem = error instanceof Problem ? postEnded : oftenFailed;
      await endState(sql, job, state, { state: 'failed', resumes: state, problem, at });
    } else {
      await sql.query('update import_job set next_at = $3, attempts = $4 where id = $1 and state = $2', [
        job.id,
        state,
        again,
        job.attempts,
      ]);
    }
  });
  if (!(error instanceof Problem)) throw error;
}

function isWorking(state: JobState): state is WorkingState {
  return state in works;
}

/**
 * Carries on one job that is due, from where it was.
 * @param only this job and no other.
 * @returns how many were found: 1 or 0. Throws what went wrong unexpectedly, after the job knows of it.
 */
export async function runImports(on: ExchangeParts, only?: string): Promise<number> {
  const job = await take(on, only);
  if (job === undefined || !isWorking(job.state)) return 0;
  try {
    // A process that dies says nothing: it is counted by how often the work was taken up.
    if (job.attempts > mostAttempts) throw new Error('the work was broken off again and again');
    if (!(await postHeld(on, job))) throw new Problem('forbidden');
    await works[job.state](on, job);
  } catch (error) {
    await fail(on, job, job.state, error);
  }
  return 1;
}

/** The rows of imports that nobody will take back any more are personal data without a purpose. */
export async function sweepImports(on: ExchangeParts): Promise<void> {
  const before = new Date(on.clock.now().getTime() - keptFor_ms);
  await asWriter(on.database, async (sql) => {
    const old = await sql.query<{ id: string }>(
      `select id from import_job where changed_at < $1 and next_at is null and exists (select 1 from import_row where job = import_job.id) limit 20`,
      [before],
    );
    await dropContents(
      sql,
      old.rows.map((each) => each.id),
    );
  });
}
