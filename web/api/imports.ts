import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import type { Detail, Labels, Text } from './types.ts';

/** What may be asked of an import. */
export type ImportRequest = 'commit' | 'undo' | 'resume' | 'discard';

export interface ImportJob {
  readonly id: string;
  /** The record type that the rows become. */
  readonly type: string;
  readonly source: string;
  readonly file_name: string;
  readonly state:
    | 'reading'
    | 'checking'
    | 'checked'
    | 'committing'
    | 'committed'
    | 'undoing'
    | 'undone'
    | 'rejected'
    | 'failed'
    | 'discarded';
  readonly problem: Text | null;
  readonly total: number;
  readonly done: number;
  readonly at: string;
  readonly changed_at: string;
  readonly may: readonly ImportRequest[];
}

export type Outcome = 'new' | 'changed' | 'unchanged' | 'refused';
export type RowStep = 'read' | 'checked' | 'done' | 'undone' | 'kept';

export type PlaceCounts = readonly { readonly place: string; readonly n: number; readonly sums: Readonly<Record<string, number>> }[];

export interface ImportReport {
  readonly job: ImportJob;
  readonly tally: readonly { readonly outcome: Outcome | null; readonly step: RowStep; readonly n: number }[];
  readonly strangers: readonly string[];
  readonly before: PlaceCounts | null;
  readonly after: PlaceCounts | null;
  readonly made: PlaceCounts;
  readonly labels: Labels;
}

export interface ImportRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly outcome: Outcome | null;
  readonly step: RowStep;
  readonly problems: readonly Detail[] | null;
  readonly record_id: string | null;
}

export interface ImportRows {
  readonly headers: readonly string[];
  readonly items: readonly ImportRow[];
  readonly next: number | null;
}

export function isWorking(job: ImportJob): boolean {
  return job.state === 'reading' || job.state === 'checking' || job.state === 'committing' || job.state === 'undoing';
}

const lookAgain_ms = 1_000;

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => api.get<{ items: readonly ImportJob[]; next: string | null }>('/v1/imports', { limit: 50 }, signal),
  refetchInterval: (query) => (query.state.data?.items.some(isWorking) === true ? lookAgain_ms : false),
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get<ImportReport>(`/v1/imports/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: (query) => (query.state.data !== undefined && isWorking(query.state.data.job) ? lookAgain_ms : false),
  });
}

/** A page of rows; `state` makes it another question once the import has moved on. */
export function importRowsQuery(id: string, state: string, page: { readonly outcome: Outcome | 'named'; readonly after: number }) {
  const filter = page.outcome === 'named' ? { named: true } : { outcome: page.outcome };
  return queryOptions({
    queryKey: ['imports', id, 'rows', state, page],
    queryFn: ({ signal }) =>
      api.get<ImportRows>(`/v1/imports/${encodeURIComponent(id)}/rows`, { ...filter, after: page.after, limit: 20 }, signal),
  });
}

export function beginImport(plural: string, file: File, source: string, key: string): Promise<ImportJob> {
  const query = new URLSearchParams({ name: file.name, ...(source === '' ? {} : { source }) });
  return api.post<ImportJob>(`/v1/${plural}/import?${query}`, file, key);
}

export function askOfImport(id: string, request: ImportRequest): Promise<ImportJob> {
  return api.post<ImportJob>(`/v1/imports/${encodeURIComponent(id)}/${request}`, undefined);
}
