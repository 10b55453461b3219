import type { FactRow, Row } from '#kernel/lifecycle/table.ts';
import type { AnyRecordType, RecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import type { Text } from '#kernel/text.ts';
import type { PaperContent } from './paper.ts';

/** Records that a paper is also about, by their field values; they are read in the reader's own scope, the newest first. */
export interface PaperFacts {
  readonly type: string;
  /** Values of fields that are filters of that type's list; `id` asks for the one record. */
  readonly where: Readonly<Record<string, string | null>>;
  /** Empty or left out means every state. */
  readonly states?: readonly string[];
  readonly limit: number;
}

export interface PaperContext {
  /** The name of a person, organisation, place or record that the row or a fact points at; empty for none. */
  readonly name: (code: unknown) => string;
  /** What `facts` asked for, personal values masked; empty where there is none or the reader may not see it. */
  readonly facts: Readonly<Record<string, readonly FactRow[]>>;
}

/** A paper that a record type offers, such as the notice of a listing. */
export interface PaperOffer<F extends Fields = Fields> {
  /** kebab-case noun, part of the address. */
  readonly name: string;
  readonly label: Text;
  /** Counts up when what it composes from the same facts changes; stands in the foot. */
  readonly version: number;
  readonly offered: (row: Row<F>) => boolean;
  /** What stands across its pages (`marks`): a draft before it is issued, recalled after it was taken back; null while it holds. */
  readonly mark: (row: Row<F>) => Text | null;
  /**
   * The actions that issue it. It is then set once, kept and served byte for byte; what is done about the record later does not change it. Left out:
   * it is made anew whenever it is asked for.
   */
  readonly issuedBy?: readonly string[];
  readonly facts?: Readonly<Record<string, (row: Row<F>) => PaperFacts | null>>;
  /** Pure: the row comes with its personal values masked. */
  readonly compose: (row: Row<F>, context: PaperContext) => PaperContent;
}

export type AnyOffer = PaperOffer;

/** The papers of one record type. */
export interface OfferedPapers {
  readonly type: string;
  readonly offers: readonly AnyOffer[];
}

/** Binds offers to the type whose rows they are composed from. @throws when two have one name or an action is unknown: a start-up error. */
export function offerPapers<F extends Fields, S extends string>(type: RecordType<F, S>, offers: readonly PaperOffer<F>[]): OfferedPapers {
  if (new Set(offers.map((each) => each.name)).size !== offers.length) throw new Error(`${type.name} offers two papers of one name`);
  const unknown = offers.flatMap((each) => each.issuedBy ?? []).filter((action) => type.lifecycle.actions[action] === undefined);
  if (unknown.length > 0) throw new Error(`${type.name} has no action ${unknown.join(', ')} that could issue a paper`);
  // An offer is only asked about rows of the type that it is bound to here.
  return { type: type.name, offers: offers as unknown as readonly AnyOffer[] };
}

export interface PaperRegister {
  offersOf(type: AnyRecordType): readonly AnyOffer[];
  /** `official-notice.issue`: after these acts there is a paper to keep. */
  readonly issuingVerbs: ReadonlySet<string>;
}

export function paperRegister(all: readonly OfferedPapers[]): PaperRegister {
  const byType = new Map(all.map((each) => [each.type, each.offers]));
  const issuingVerbs = new Set(
    all.flatMap(({ type, offers }) => offers.flatMap((each) => (each.issuedBy ?? []).map((action) => `${type}.${action}`))),
  );
  return { issuingVerbs, offersOf: (type) => byType.get(type.name) ?? [] };
}
