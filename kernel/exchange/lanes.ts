import { asWriter, type ExchangeParts, type Job, type WorkingState } from './job.ts';
import type { StagedRow } from './match.ts';
import { progress } from './store.ts';

/** Rows of one transaction: enough that its own cost does not count, few enough that it is over in a fraction of a second. */
const rowsAtOnce = 250;
/** While PostgreSQL writes for one, the other decides. */
const lanes = 2;
/** A worker that has not been heard of for so long is dead, and the job goes on with another. */
export const lease_ms = 60_000;

interface Numbers {
  readonly low: number;
  readonly high: number;
}

/** The rows that a state is still to deal with, cut into pieces. */
async function piecesOf(on: ExchangeParts, job: Job, waiting: string): Promise<{ pieces: Numbers[]; left: number; total: number }> {
  return asWriter(on.database, async (sql) => {
    const found = await sql.query<Numbers & { n: number }>(
      `select min(number) as low, max(number) as high, count(*)::int as n from (
         select number, (row_number() over (order by number) - 1) / ${rowsAtOnce} as piece from import_row where job = $1 and ${waiting}
       ) each group by piece order by piece`,
      [job.id],
    );
    const all = await sql.query<{ n: number }>('select count(*)::int as n from import_row where job = $1', [job.id]);
    return { pieces: found.rows, left: found.rows.reduce((sum, each) => sum + each.n, 0), total: all.rows[0]?.n ?? 0 };
  });
}

async function rowsOf<R>(on: ExchangeParts, job: Job, waiting: string, columns: string, { low, high }: Numbers): Promise<readonly R[]> {
  const found = await asWriter(on.database, (sql) =>
    sql.query<R>(`select ${columns} from import_row where job = $1 and number between $2 and $3 and ${waiting} order by number`, [
      job.id,
      low,
      high,
    ]),
  );
  return found.rows;
}

export interface Course<R> {
  readonly state: WorkingState;
  /** The condition on the rows that are still to be dealt with; constants only. */
  readonly waiting: string;
  readonly columns: string;
  /** The last rows first: what came later may stand on what came before. */
  readonly backwards?: boolean;
  readonly work: (rows: readonly R[]) => Promise<void>;
}

/**
 * Deals with all rows of a job in two lanes, a piece at a time. What is dealt with is marked so in the transaction that does it: begun again after a
 * crash it goes on with what is left.
 * @returns false when the job was dropped meanwhile.
 */
export async function inLanes<R = StagedRow>(on: ExchangeParts, job: Job, course: Course<R>): Promise<boolean> {
  const { pieces, left, total } = await piecesOf(on, job, course.waiting);
  if (course.backwards) pieces.reverse();
  const lease = () => new Date(on.clock.now().getTime() + lease_ms);
  let going = await progress(on, job, course.state, { done: total - left, total }, lease());
  const lane = async () => {
    for (let piece = pieces.shift(); piece !== undefined && going; piece = pieces.shift()) {
      const rows = await rowsOf<R>(on, job, course.waiting, course.columns, piece);
      await course.work(rows);
      going = (await progress(on, job, course.state, { add: rows.length }, lease())) && going;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return going;
}
