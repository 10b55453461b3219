import type { Detail } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Because, Explained } from '#kernel/text.ts';
import type { Act, DueSpec, Facts, Register, SystemColumns } from './table.ts';

/** A parameter as of the moment of the act. */
export interface Parameter {
  readonly value: unknown;
  readonly source: string;
  readonly status: 'confirmed' | 'unverified';
}

/** What surrounds a decision. Everything comes in from outside: the same inputs give the same answer anywhere, at any time. */
export interface Environment {
  readonly actor: Actor;
  readonly moment: Date;
  readonly today: string;
  readonly facts: Facts;
  readonly parameter: (name: string) => Parameter;
  readonly deadline: (due: DueSpec, moment: Date) => Explained<string>;
  readonly register: Register;
  /** True for an act that another act has brought with it. */
  readonly consequence: boolean;
}

export interface OpenDeadline {
  readonly kind: string;
  readonly due_at: string;
  readonly because: readonly Because[];
}

export interface Agreed {
  readonly ok: true;
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  /** The record goes: its row is removed, its entries stay. */
  readonly removes?: true;
  /** Own fields that change. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly system: Omit<SystemColumns, 'id' | 'version' | 'opened_at' | 'changed_at'>;
  readonly deadline: 'keep' | 'close' | { readonly open: OpenDeadline };
  readonly then: readonly Act[];
  readonly because: readonly Because[];
  /** Rules that could not be checked for want of a fact. Empty on the server. */
  readonly unknown: readonly string[];
}

export interface Refused {
  readonly ok: false;
  /** The kind of the first obstacle met, in the order in which they are looked for. */
  readonly kind: 'state' | 'permission' | 'input' | 'rule';
  readonly refusals: readonly Detail[];
}

export type Decision = Agreed | Refused;
