import type { Sql } from '#kernel/database/sql.ts';
import type { ActRequest, Outcome } from '#kernel/executor/request.ts';

/** An act that has been committed, as the outbox holds it. */
export interface Committed {
  readonly verb: string;
  readonly record_type: string;
  readonly record_id: string;
  readonly version: number;
  readonly at: Date;
}

export interface EffectParts {
  /** Runs `work` as the platform itself: sees all rows, writes none of the records. */
  readonly look: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** Takes a further act as the platform itself. */
  readonly act: (request: Omit<ActRequest, 'actor'>) => Promise<Outcome>;
  readonly appoint: (appointment: Appointment) => Promise<void>;
  /** Tells somebody what was decided about a record; told again it changes nothing. */
  readonly tell: (told: Told) => Promise<void>;
}

/** What a desk is told beside what reaches it by itself. */
export interface Told {
  readonly committed: Committed;
  /** An organisation's code, an enterprise's id, or a person's who stands for himself. */
  readonly desk: string;
  readonly region: string;
  readonly line: string;
}

/** A post that an act gives to a person. */
export interface Appointment {
  readonly person: string;
  readonly subject: string;
  readonly role: 'enterprise-head' | 'safety-manager';
}

/** What follows a verb after its commit. Idempotent: after a crash it is carried out again. */
export type Effect = (committed: Committed, parts: EffectParts) => Promise<void>;
export type Effects = ReadonlyMap<string, Effect>;
