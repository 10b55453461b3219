import Type from 'typebox';
import { strangers } from '#kernel/exchange/columns.ts';
import type { Job, Snapshot } from '#kernel/exchange/job.ts';
import type { Tally } from '#kernel/exchange/report.ts';
import { jobRequests, mayAsk } from '#kernel/exchange/store.ts';
import { DetailList, LabelsSchema } from '../records/schemas.ts';
import { Id, Moment, Nullable, TextSchema } from '../schemas.ts';

const states = ['reading', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'rejected', 'failed', 'discarded'];
const outcomes = ['new', 'changed', 'unchanged', 'refused'];
const steps = ['read', 'checked', 'done', 'undone', 'kept'];

export const OutcomeWord = Type.String({ enum: outcomes });

const SnapshotSchema = Type.Array(
  Type.Object({ place: Type.String(), n: Type.Integer(), sums: Type.Record(Type.String(), Type.Number()) }),
);

export const JobSchema = Type.Object({
  id: Id,
  type: Type.String(),
  source: Type.String(),
  file_name: Type.String(),
  size_bytes: Type.Integer(),
  state: Type.String({ enum: states }),
  resumes: Nullable(Type.String()),
  problem: Nullable(TextSchema),
  total: Type.Integer({ description: 'Rows of the sheet that hold data' }),
  done: Type.Integer({ description: 'Rows that the present state has dealt with' }),
  at: Moment,
  changed_at: Moment,
  may: Type.Array(Type.String({ enum: [...jobRequests] }), { description: 'What can be asked of it now' }),
});

export const ReportSchema = Type.Object({
  job: JobSchema,
  tally: Type.Array(Type.Object({ outcome: Nullable(OutcomeWord), step: Type.String({ enum: steps }), n: Type.Integer() })),
  strangers: Type.Array(Type.String(), { description: 'Headers that no column answers to; they are left out' }),
  before: Nullable(SnapshotSchema),
  after: Nullable(SnapshotSchema),
  made: SnapshotSchema,
  labels: LabelsSchema,
});

export const RowsSchema = Type.Object({
  headers: Type.Array(Type.String()),
  items: Type.Array(
    Type.Object({
      number: Type.Integer(),
      cells: Type.Array(Type.String()),
      outcome: Nullable(OutcomeWord),
      step: Type.String({ enum: steps }),
      problems: Nullable(DetailList),
      record_id: Nullable(Id),
    }),
  ),
  next: Nullable(Type.Integer()),
});

export function jobAnswer(job: Job) {
  const { id, record_type, source, file_name, size_bytes, state, resumes, problem, total, done, at, changed_at } = job;
  return {
    ...{ id, type: record_type, source, file_name, size_bytes, state, resumes, problem, total, done },
    at: at.toISOString(),
    changed_at: changed_at.toISOString(),
    may: jobRequests.filter((each) => mayAsk(job, each)),
  };
}

export function reportAnswer(job: Job, tally: readonly Tally[], made: Snapshot) {
  return {
    job: jobAnswer(job),
    tally: [...tally],
    strangers: job.layout === null ? [] : strangers(job.layout),
    before: job.before === null ? null : [...job.before],
    after: job.after === null ? null : [...job.after],
    made: [...made],
  };
}
