import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import type { Executor } from '#kernel/executor/executor.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Because, Text } from '#kernel/text.ts';
import type { Directory } from './cells.ts';
import { type Layout, type Maker, makerOf } from './columns.ts';
import type { Format } from './sheet.ts';

export const workingStates = ['reading', 'checking', 'committing', 'undoing'] as const;
/** What a worker is at. */
export type WorkingState = (typeof workingStates)[number];
export type JobState = WorkingState | 'checked' | 'committed' | 'undone' | 'rejected' | 'failed' | 'discarded';

/** Counts and sums of the records that the job's person sees, by the places below his own. */
export type Snapshot = readonly { readonly place: string; readonly n: number; readonly sums: Readonly<Record<string, number>> }[];

export interface Job {
  readonly id: string;
  readonly person: string;
  readonly post: string;
  readonly actor: Actor;
  readonly record_type: string;
  readonly source: string;
  readonly file_name: string;
  readonly format: Format;
  readonly size_bytes: number;
  readonly state: JobState;
  readonly resumes: WorkingState | null;
  readonly problem: Text | null;
  /** Rows of the sheet that hold data; 0 until it was read. */
  readonly total: number;
  /** Rows that the present state has dealt with. */
  readonly done: number;
  readonly layout: Layout | null;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
  readonly attempts: number;
  readonly at: Date;
  readonly changed_at: Date;
}

export const jobColumns =
  'id, person, post, actor, record_type, source, file_name, format, size_bytes, state, resumes, problem, total, done, layout, before, after, attempts, at, changed_at';

/** What imports stand on. */
export interface ExchangeParts {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly random: Random;
  /** The names of regions and organisations as they are now. */
  readonly directory: () => Directory;
}

export function asWriter<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    return work(sql);
  });
}

/** The type of a job and the act that its rows are made by. @throws when the catalogue has lost it: a release that dropped a type. */
export function subjectOf(parts: ExchangeParts, job: Job): { readonly type: AnyRecordType; readonly maker: Maker } {
  const type = parts.catalogue.get(job.record_type);
  const maker = makerOf(type);
  if (maker === null) throw new Error(`${type.name} cannot be imported`);
  return { type, maker };
}

/** Why an entry of the ledger says what it says: nobody has seen it. */
export function originOf(job: Job, number: number): Because {
  return {
    rule: 'imported-not-witnessed',
    text: { zh: '导入，未经见证', en: 'Imported, not witnessed' },
    inputs: { import: job.id, source: job.source, row: number },
  };
}
