import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import type { Environment } from '#kernel/lifecycle/decision.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Because } from '#kernel/text.ts';
import type { Catalogue } from './catalogue.ts';

export interface ActRequest {
  readonly actor: Actor;
  readonly type: string;
  /** The record; for an act that creates one null, or the id that it is to have. */
  readonly id: string | null;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The version that the actor saw; left out by the platform itself, which takes what it locks. */
  readonly version?: number;
  /** The same key with the same request is answered with the first outcome and done once. */
  readonly key?: string;
  readonly trace?: string;
  /** Where the act comes from when nobody saw what it says: an import. It stands first among the entry's reasons. */
  readonly origin?: Because;
}

export interface Outcome {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

/** What lateness does when it reaches a rung: when to look again, and who is told. */
export interface Escalation {
  readonly next_at: Date | null;
  readonly notices: readonly { readonly desk: string; readonly kind: string; readonly must_acknowledge: boolean }[];
}

export interface Ladder {
  /** When an open deadline is to be looked at first. */
  first(opened_at: Date, due_at: Date): Date | null;
  reach(row: Row<Fields>, rung: number, due_at: Date, now: Date): Escalation;
}

export interface ExecutorParts {
  readonly database: Database;
  /** How many acts are carried out at a time; twice the processors of this machine unless told. */
  readonly lanes?: number;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: Random;
  readonly parameter: (day: string) => Environment['parameter'];
  readonly deadline: Environment['deadline'];
  readonly register: Environment['register'];
  readonly ladder: Ladder;
  /** The day of a moment in the province. */
  readonly dayOf: (moment: Date) => string;
  /** Whether anything is to follow after the commit of this verb. */
  readonly hasEffects: (verb: string) => boolean;
  /** Binds uploaded files to the record in the act's own transaction; throws when one is missing, unscanned or somebody else's. */
  readonly bindFiles: (sql: Sql, ids: readonly string[], binding: FileBinding) => Promise<void>;
}

export interface FileBinding {
  readonly type: string;
  readonly id: string;
  readonly field: string;
  readonly person: string;
  readonly at: Date;
  readonly disclosure: 'ordinary' | 'personal';
}
