import type { Labels } from './types.ts';

export interface ReportCounts {
  readonly owed: number;
  readonly returned: number;
  readonly submitted: number;
  readonly accepted: number;
  readonly waived: number;
  readonly late: number;
}

export interface ReportTally extends ReportCounts {
  readonly by: 'all' | 'unit' | 'system' | 'year';
  /** Unit, system or year; null for the whole, and for tasks that stand for good. */
  readonly key: string | null;
}

export interface LateReport {
  readonly id: string;
  readonly unit: string;
  readonly office: string;
  readonly title: string;
  readonly quarter: string;
  readonly state: string;
  readonly due_at: string;
  readonly rung: number;
  readonly return_reason: string | null;
}

export interface TaskTally {
  readonly state: string;
  readonly system: string;
  readonly year: number | null;
  readonly n: number;
}

export interface PaperTally {
  readonly type: string;
  readonly state: string;
  readonly is_late: boolean;
  readonly n: number;
}

/** The answer of `GET /v1/reform-board`. */
export interface ReformBoard {
  readonly programme: string | null;
  readonly quarter: string | null;
  readonly programmes: readonly { readonly id: string; readonly quarters: readonly string[] }[];
  readonly reports: readonly ReportTally[];
  readonly late: readonly LateReport[];
  readonly late_more: boolean;
  readonly tasks: readonly TaskTally[];
  readonly papers: readonly PaperTally[];
  readonly labels: Labels;
}
