import type { Text } from '#kernel/text.ts';

/**
 * Who may read a value. `public`: may stand on the portal. `internal`: whoever sees the row. `personal`: masked for everybody, committed in the ledger
 * as a salted hash, and looking at it is an act.
 */
export type Disclosure = 'public' | 'internal' | 'personal';

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

interface Common {
  readonly label: Text;
  readonly help?: Text;
  /** `internal` unless said otherwise. */
  readonly disclosure?: Disclosure;
}

/** A pure check of a value's form: the sentence that the user reads, or null when it is well-formed. */
export type Check = (value: string) => Text | null;

/** The constraint of each kind, and nothing else: what a value looks like, where it is stored and how it is shown all follow from the kind. */
interface Kinds {
  text: { readonly max: number; readonly min?: number; readonly check?: Check };
  'long-text': { readonly max: number; readonly min?: number };
  code: { readonly max: number; readonly check?: Check };
  phone: Record<never, never>;
  choice: { readonly options: Readonly<Record<string, Text>> };
  choices: { readonly options: Readonly<Record<string, Text>> };
  flag: Record<never, never>;
  integer: { readonly min?: number; readonly max?: number; readonly unit?: Text };
  decimal: { readonly min?: number; readonly max?: number; readonly unit?: Text };
  /** Integer fen. */
  money: { readonly min?: number; readonly max?: number };
  /** `YYYY-MM-DD` in the time zone of the province. */
  date: { readonly min?: string; readonly max?: string };
  /** ISO 8601 with milliseconds, UTC. */
  moment: Record<never, never>;
  /** The id of a record of type `to`. */
  ref: { readonly to: string };
  person: Record<never, never>;
  /** An organisation's code. */
  organisation: Record<never, never>;
  /** A region path, at `level` or below. */
  region: { readonly level?: 'province' | 'city' | 'county' | 'township' | 'village' };
  files: { readonly most: number; readonly accept?: readonly ('image' | 'video' | 'audio' | 'document')[] };
  point: Record<never, never>;
  list: { readonly items: Readonly<Record<string, AnyField>>; readonly most: number };
}

export type FieldKind = keyof Kinds;

/** `V` is the value's type; it exists for the compiler only. */
export type Field<V, K extends FieldKind = FieldKind> = Common & { readonly kind: K; readonly value?: V } & Kinds[K];
export type AnyField = { [K in FieldKind]: Field<unknown, K> }[FieldKind];
export type Fields = Readonly<Record<string, AnyField>>;

export type ValueOf<T> = T extends { readonly value?: infer V } ? Exclude<V, undefined> : never;
/** A record's own values; what has not been filled in yet is null. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> | null };
export type InputOf<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K]> | null | undefined };

type Options<K extends FieldKind> = Common & Kinds[K];

function make<V, K extends FieldKind>(kind: K) {
  return (options: Options<K>): Field<V, K> => ({ kind, ...options });
}

export const field = {
  text: make<string, 'text'>('text'),
  longText: make<string, 'long-text'>('long-text'),
  code: make<string, 'code'>('code'),
  /** Personal unless said otherwise. */
  phone: (options: Options<'phone'>): Field<string, 'phone'> => ({ kind: 'phone', disclosure: 'personal', ...options }),
  choice: <O extends Readonly<Record<string, Text>>>(options: Common & { readonly options: O }): Field<keyof O & string, 'choice'> => ({
    kind: 'choice',
    ...options,
  }),
  choices: <O extends Readonly<Record<string, Text>>>(
    options: Common & { readonly options: O },
  ): Field<readonly (keyof O & string)[], 'choices'> => ({ kind: 'choices', ...options }),
  flag: make<boolean, 'flag'>('flag'),
  integer: make<number, 'integer'>('integer'),
  decimal: make<number, 'decimal'>('decimal'),
  money: make<number, 'money'>('money'),
  date: make<string, 'date'>('date'),
  moment: make<string, 'moment'>('moment'),
  ref: make<string, 'ref'>('ref'),
  person: make<string, 'person'>('person'),
  organisation: make<string, 'organisation'>('organisation'),
  region: make<string, 'region'>('region'),
  files: make<readonly string[], 'files'>('files'),
  point: make<Point, 'point'>('point'),
  list: <I extends Fields>(options: Common & { readonly items: I; readonly most: number }): Field<readonly ValuesOf<I>[], 'list'> => ({
    kind: 'list',
    ...options,
  }),
};

export function disclosureOf(each: Pick<AnyField, 'disclosure'>): Disclosure {
  return each.disclosure ?? 'internal';
}
