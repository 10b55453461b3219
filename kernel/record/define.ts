import type { Lifecycle } from '#kernel/lifecycle/table.ts';
import type { Text } from '#kernel/text.ts';
import type { Fields } from './field.ts';

/** One record type: the facts, in the order in which a lawyer would ask for them. */
export interface RecordSpec<F extends Fields, S extends string> {
  /** kebab-case noun of the glossary; the table's name follows from it. */
  readonly name: string;
  readonly plural: string;
  readonly label: Text;
  /** The clauses and tasks of the policy that it answers: `§16`, `T41`. */
  readonly clause: readonly string[];
  readonly fields: F;
  readonly lifecycle: Lifecycle<F, S>;
  /** The field that names a record to a person. */
  readonly title: keyof F & string;
  readonly list: {
    readonly columns: readonly (keyof F & string)[];
    readonly filters: readonly (keyof F & string)[];
  };
  /** Whose data this is: the field that holds the enterprise, or `self` for the register of enterprises. */
  readonly subject?: (keyof F & string) | 'self';
  /** Values that no two records share, while in any state but those excepted. */
  readonly unique?: readonly { readonly fields: readonly (keyof F & string)[]; readonly except?: readonly NoInfer<S>[] }[];
  readonly indexes?: readonly (readonly (keyof F & string)[])[];
  /** Texts that are looked for by how they begin. */
  readonly beginnings?: readonly (keyof F & string)[];
  /**
   * The states in which its public fields may be read by everybody; left out, nothing of it is ever public. `flag`: only those that somebody has
   * published by setting this field.
   */
  readonly disclosure?: { readonly states: readonly NoInfer<S>[]; readonly flag?: keyof F & string };
}

export type RecordType<F extends Fields = Fields, S extends string = string> = RecordSpec<F, S> & {
  readonly table: string;
  readonly stateNames: readonly S[];
};

/** A record type of any fields, as the kernel's machinery sees it. */
export type AnyRecordType = RecordType;

/** System columns that no field may be named as; `region` and `line` may: the field then is the scope column. */
const reserved = new Set([
  'id',
  'version',
  'state',
  'city',
  'county',
  'township',
  'subject',
  'agency',
  'desk',
  'due_at',
  'rung',
  'opened_at',
  'changed_at',
]);

/**
 * Everything else follows from what is said here: table, indexes, row policies, API, forms, lists, export, permissions, deadlines.
 * @throws when the definition contradicts itself: a start-up error, never a user's.
 */
export function defineRecord<const F extends Fields, S extends string>(spec: RecordSpec<F, S>): RecordType<F, S> {
  const stateNames = Object.keys(spec.lifecycle.states) as S[]; // Object.keys loses the key type
  for (const [name, action] of Object.entries(spec.lifecycle.actions)) {
    const both = action.fills?.filter((each) => action.offers?.includes(each)) ?? [];
    if (both.length > 0) throw new Error(`${spec.name}.${name} both fills and offers ${both.join(', ')}`);
    if (action.due !== undefined && action.to !== 'same') throw new Error(`${spec.name}.${name} moves a deadline and leaves its state`);
  }
  const taken = Object.keys(spec.fields).filter((each) => reserved.has(each));
  if (taken.length > 0) throw new Error(`${spec.name}: ${taken.join(', ')} is a column that every record has`);
  for (const name of stateNames) {
    const state = spec.lifecycle.states[name];
    if ((state.owes === undefined) !== (state.within === undefined))
      throw new Error(`${spec.name}: state ${name} needs both owes and within, or neither`);
  }
  return { ...spec, table: spec.name.replaceAll('-', '_'), stateNames };
}

/** Forgets the field types, for code that treats all record types alike. */
export function anyRecord<F extends Fields, S extends string>(type: RecordType<F, S>): AnyRecordType {
  // Context<F> is written by the kernel from the same definition that the callbacks were typed with.
  return type as unknown as AnyRecordType;
}
