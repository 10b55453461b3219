import type { Period } from '#kernel/clock/period.ts';
import type { Fields, InputOf, ValuesOf } from '#kernel/record/field.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { ScopeColumns } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';

/** The columns that every record has beside its own. */
export interface SystemColumns extends ScopeColumns {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  /** Whose list this stands on: an organisation's code or an enterprise's id; null when nothing is owed. */
  readonly desk: string | null;
  readonly due_at: string | null;
  /** The rung of the escalation ladder that lateness has reached; 0 while in time. */
  readonly rung: number;
  readonly opened_at: string;
  readonly changed_at: string;
}

export type Row<F extends Fields> = SystemColumns & ValuesOf<F>;

/** Figures that law or a province sets, as of the moment of the act. Reading one puts it into the act's because. */
export interface Figures {
  number(name: string): number;
}

/** What the platform's registers say on the day of the act: data that every device has a copy of. */
export interface Register {
  /** The organisation of that code, or undefined when there is none in force. */
  organisation(code: string): { readonly region: string; readonly line: string } | undefined;
  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  workingDays(from: string, to: string): number;
}

/** Everything that a rule or a derived value may look at. No clock, no database: the phone has the same. */
export interface Context<F extends Fields> {
  readonly id: string;
  /** The row as it is; on creation every own value is null and `state` is empty. */
  readonly row: Row<F>;
  readonly input: InputOf<F>;
  /** The row with the input laid over it. */
  readonly after: ValuesOf<F>;
  readonly actor: Actor;
  readonly moment: Date;
  /** The day of `moment` in the province, `YYYY-MM-DD`. */
  readonly today: string;
  readonly figures: Figures;
  readonly facts: Facts;
  readonly register: Register;
}

export type FactRow = Readonly<Record<string, unknown>>;
/** undefined: not loaded; null: looked for and not there. */
export type Facts = Readonly<Record<string, FactRow | readonly FactRow[] | null | undefined>>;

/** What finding a fact may go by: the row before the act, and its input. */
export interface Seeker {
  readonly id: string;
  readonly row: FactRow;
  readonly input: FactRow;
  readonly actor: { readonly subject: string | null; readonly person: string; readonly org: string };
  /** The day of the act in the province. */
  readonly today: string;
}

export type Lookup = { readonly where: Readonly<Record<string, string | readonly string[]>>; readonly limit: number };

/** Other records that a rule must know about. The executor loads and locks them and puts them into the ledger entry. */
export interface Need {
  readonly name: string;
  readonly type: string;
  readonly many: boolean;
  /** The columns that the entry keeps of each fact: what was known, no more. */
  readonly keeps: readonly string[];
  readonly find: (seeker: Seeker) => Lookup | null;
  /** No record but the next number of a series, which the act takes. */
  readonly series?: (seeker: Seeker) => string | null;
}

/** A named condition with the sentence that the user reads when it does not hold, and the article it stands on. */
export interface Rule<F extends Fields> {
  readonly name: string;
  readonly text: Text;
  readonly source?: string;
  /** The field that the sentence belongs to. */
  readonly field?: string;
  /** `unknown` when a fact is missing (the phone without signal): to be checked when it is there. */
  readonly holds: (context: Context<F>) => boolean | 'unknown';
}

/** By when: a period counted from the act, or the end of a day named. */
export type DueSpec = { readonly period: Period; readonly from?: Date } | { readonly until: string };

export interface StateSpec<F extends Fields> {
  readonly label: Text;
  /** The desk that owes the next act, and by when. A state without `owes` is closed: nothing is owed any more, or nothing yet. */
  readonly owes?: (context: Context<F>) => string;
  readonly within?: (context: Context<F>) => DueSpec;
  readonly tone?: 'default' | 'processing' | 'warning' | 'error' | 'success';
}

/** A further act in the same transaction, through the same executor and `decide`. */
export interface Act {
  readonly type: string;
  readonly id: string | null;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ActionSpec<F extends Fields, S extends string> {
  readonly label: Text;
  /** The states it may be taken from; null creates a record. */
  readonly from: readonly S[] | null;
  /** `same` leaves the state, its desk and its deadline as they are. */
  readonly to: S | 'same' | ((context: Context<F>) => S);
  readonly by: readonly Role[];
  /** Asked afresh each time and required. */
  readonly fills?: readonly (keyof F & string)[];
  readonly offers?: readonly (keyof F & string)[];
  readonly needs?: readonly Need[];
  readonly rules?: readonly Rule<F>[];
  /** Values that follow from the act; they win over the input. */
  readonly set?: (context: Context<F>) => Partial<ValuesOf<F>>;
  /** Who will see the record from now on. */
  readonly scope?: (context: Context<F>) => Partial<ScopeColumns>;
  /** Moves the deadline of a state that stays. */
  readonly due?: (context: Context<F>) => DueSpec;
  readonly then?: (context: Context<F>) => readonly Act[];
  /** Asked before an act that cannot be taken back. */
  readonly confirm?: Text;
  /** Only as the consequence of another act, never by itself. */
  readonly consequence?: true;
  /** The record may end up where the actor cannot see it: a report handed in, a danger handed over. */
  readonly beyond?: true;
}

export interface Lifecycle<F extends Fields, S extends string> {
  readonly states: Readonly<Record<S, StateSpec<F>>>;
  readonly actions: Readonly<Record<string, ActionSpec<F, S>>>;
}

/** A lifecycle as a table: what every shape ends in. The states are inferred from their list, so a wrong state name does not compile. */
export function lifecycle<F extends Fields, S extends string>(
  _fields: F,
  table: { readonly states: Readonly<Record<S, StateSpec<F>>>; readonly actions: Readonly<Record<string, ActionSpec<F, NoInfer<S>>>> },
): Lifecycle<F, S> {
  return table;
}
