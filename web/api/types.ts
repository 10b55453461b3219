import type { InclusionProof, ProofAnswer } from '#kernel/ledger/proofs.ts';
import type { SignedHead } from '#kernel/ledger/tree-head.ts';
import type { Detail, ProblemBody } from '#kernel/problem/problem.ts';
import type { ReaderKind } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Because, Text } from '#kernel/text.ts';

export type { Because, Detail, InclusionProof, ProblemBody, ProofAnswer, ReaderKind, Role, SignedHead, Text };

/** Names of the codes and ids that stand in an answer: region paths, organisation codes, ids of people and records. */
export type Labels = Readonly<Record<string, Text>>;

export interface Post {
  readonly id: string;
  readonly title: Text;
  /** An organisation's code; null for a post in an enterprise. */
  readonly organisation: string | null;
  /** The enterprise of the post. */
  readonly subject: string | null;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly validFrom: string;
  /** The first day on which it is no longer held. */
  readonly validTo: string | null;
}

export interface Session {
  readonly person: { readonly id: string; readonly name: string };
  readonly post: Post;
  readonly posts: readonly Post[];
  readonly csrf: string;
  readonly mustChange: boolean;
  /** The post needs a second factor and the person has none. */
  readonly mustEnrol: boolean;
  readonly secondFactor: boolean;
}

/** A record as it travels: its system columns and its own fields, nothing else. */
export interface RecordRow {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly desk: string | null;
  readonly due_at: string | null;
  readonly rung: number;
  readonly opened_at: string;
  readonly changed_at: string;
  readonly [field: string]: unknown;
}

export interface Page {
  readonly items: readonly RecordRow[];
  readonly next: string | null;
  readonly labels: Labels;
}

export interface Count {
  readonly total: number;
  /** The count stopped at `total`: there are more. */
  readonly capped: boolean;
  readonly states: Readonly<Record<string, number>>;
}

export interface ActionAnswer {
  readonly name: string;
  readonly allowed: boolean;
  readonly refusals: readonly Detail[];
}

export interface Deadline {
  readonly due_at: string;
  readonly start_at: string;
  readonly status: 'pending' | 'paused' | 'met' | 'cancelled';
  readonly rung: number;
  readonly because: readonly Because[];
}

export interface RecordDetail {
  readonly row: RecordRow;
  readonly actions: readonly ActionAnswer[];
  readonly deadline: Deadline | null;
  readonly labels: Labels;
}

/** A paper that a record offers as it stands; `mark` is what stands across its pages, such as 草稿. */
export interface OfferedPaper {
  readonly name: string;
  readonly label: Text;
  readonly mark: Text | null;
  /** When it was issued and kept, with the SHA-256 of its PDF. */
  readonly kept: { readonly at: string; readonly sha256: string } | null;
}

export interface Entry {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly verb: string;
  readonly from: string | null;
  readonly to: string;
  readonly actor: { readonly person: string; readonly post: string; readonly org: string; readonly region: string };
  readonly set: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly because: readonly Because[];
}

export interface History {
  readonly entries: readonly Entry[];
  readonly labels: Labels;
}

export interface Acted {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

export interface Duty {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly due_at: string;
  readonly rung: number;
  readonly region: string;
}

export type StateCounts = Readonly<Record<string, number>>;

export interface Glance {
  readonly region: string;
  /** Per record type, the number in each state. */
  readonly counts: Readonly<Record<string, StateCounts>>;
  /** Open hidden dangers by level, and those past their date. */
  readonly levels: StateCounts;
  readonly overdue: number;
  readonly children: readonly { readonly code: string; readonly path: string; readonly name: Text; readonly counts: StateCounts }[];
}

export interface Workbench {
  readonly todo: readonly Duty[];
  /** More duties than the list holds. */
  readonly more: boolean;
  readonly glance: Glance | null;
  readonly labels: Labels;
}

export interface Region {
  readonly code: string;
  readonly path: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly level: number;
  readonly has_children: boolean;
}

export interface MapAnswer {
  readonly region: { readonly code: string; readonly path: string; readonly name: Text };
  readonly children: readonly {
    readonly code: string;
    readonly path: string;
    readonly name: Text;
    readonly longitude: number | null;
    readonly latitude: number | null;
    readonly counts: StateCounts;
  }[];
}

export interface Organisation {
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly region: string;
  readonly line: string;
}

export interface HeldPost extends Post {
  readonly version: number;
  readonly person: string;
}

export interface PersonView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** Masked. */
  readonly phone: string;
  readonly disabled: boolean;
  readonly posts: readonly HeldPost[];
}

export interface Parameter {
  readonly name: string;
  readonly title: Text;
  readonly value: unknown;
  readonly unit: string | null;
  readonly valid_from: string;
  readonly source: string;
  readonly status: 'confirmed' | 'unverified';
}

export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string;
  readonly current: boolean;
}

export interface Archive {
  readonly enterprise: RecordRow;
  readonly licences: readonly RecordRow[];
  readonly staff: readonly RecordRow[];
  /** Everything that any system knows of it, newest first. */
  readonly timeline: readonly {
    readonly type: string;
    readonly id: string;
    readonly at: string;
    readonly verb: string;
    readonly title: string;
    readonly version: number;
  }[];
  readonly counts: Readonly<Record<string, StateCounts>>;
  readonly labels: Labels;
}

export interface Progress {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  readonly text: Text | null;
}
