import type { Statement } from '#kernel/database/sql.ts';
import type { Detail, Problem } from '#kernel/problem/problem.ts';
import { problems } from '#kernel/problem/registry.ts';

/** What came of a row; what is left out stays as it was. */
export interface RowResult {
  readonly number: number;
  readonly outcome?: 'new' | 'changed' | 'unchanged' | 'refused';
  readonly step: 'checked' | 'done' | 'undone' | 'kept';
  readonly problems?: readonly Detail[];
  readonly record_id?: string;
  readonly version?: number;
  readonly before?: Readonly<Record<string, unknown>>;
}

export function resultsStatement(job: string, results: readonly RowResult[]): Statement {
  return {
    name: 'import.results',
    text: `update import_row t set outcome = coalesce(r.outcome, t.outcome), step = r.step, problems = coalesce(r.problems, t.problems),
        record_id = coalesce(r.record_id, t.record_id), version = coalesce(r.version, t.version), before = coalesce(r.before, t.before)
      from jsonb_populate_recordset(null::import_row, $2) r where t.job = $1 and t.number = r.number`,
    values: [job, JSON.stringify(results)],
  };
}

export interface Crossing {
  readonly source_key: string;
  readonly record_id: string;
  readonly digest: Buffer;
}

export function crosswalkStatement(
  job: { readonly id: string; readonly actor: { readonly org: string }; readonly record_type: string; readonly source: string },
  crossings: readonly Crossing[],
): Statement {
  const rows = crossings.map(({ digest, ...rest }) => ({
    ...rest,
    digest: `\\x${digest.toString('hex')}`,
    org: job.actor.org,
    record_type: job.record_type,
    source: job.source,
    job: job.id,
  }));
  return {
    name: 'import.cross',
    text: `insert into import_crosswalk (org, record_type, source, source_key, record_id, digest, job)
      select org, record_type, source, source_key, record_id, digest, job from jsonb_populate_recordset(null::import_crosswalk, $1)
      on conflict (org, record_type, source, source_key) do update set record_id = excluded.record_id, digest = excluded.digest, job = excluded.job`,
    values: [JSON.stringify(rows)],
  };
}

/** What a refusal says, in sentences; one without details says its own. */
export function detailsOf(problem: Problem): readonly Detail[] {
  return problem.details.length > 0 ? problem.details : [{ code: problem.code, text: problems[problem.code].text }];
}
