import type { Sql } from '#kernel/database/sql.ts';
import { type Insert, statementOf } from '#kernel/database/write.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Because } from '#kernel/text.ts';
import type { Json } from './canonical.ts';
import { commitTo } from './commitment.ts';
import { type EntryScope, entryInsert, type PersonalFact, personalInsert } from './entry.ts';

/** One act, as the ledger keeps it for good. */
export interface Entry {
  readonly type: string;
  readonly id: string;
  /** The record's version that this act made: the n-th act of a record makes its version n. */
  readonly version: number;
  readonly at: Date;
  readonly verb: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: Actor;
  /** Where the record stands after the act: who may read the entry follows from it. */
  readonly scope: EntryScope;
  /** The columns that changed, without the personal ones. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Personal values: the entry carries their commitments, they lie apart with their salts and can be erased. */
  readonly personal: readonly PersonalFact[];
  readonly input?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly because?: readonly Because[];
  /** Fingerprint of the definition that the act was decided by, so that an old entry can be read as it was meant. */
  readonly definition?: string;
}

/** The writes that append an entry, as anwang_writer, in the transaction of the act itself. */
export function appendWrites(entry: Entry): readonly Insert[] {
  const { actor, personal } = entry;
  const commitments = Object.fromEntries(personal.map((each) => [each.field, commitTo('sm3', each.salt, each.value)]));
  // Field values have passed their checks: they are JSON. canonicalJson throws on anything else.
  const json = (value: unknown) => (value ?? {}) as Readonly<Record<string, Json>>; // as said above
  const body = {
    v: 1 as const,
    type: entry.type,
    id: entry.id,
    version: entry.version,
    at: entry.at.toISOString(),
    verb: entry.verb,
    from: entry.from,
    to: entry.to,
    actor: { person: actor.person, post: actor.post, org: actor.org, region: actor.region, line: actor.line, roles: actor.roles },
    set: json({ ...entry.set, ...commitments }),
    input: json(entry.input),
    facts: json(entry.facts),
    // As above: a because is made of strings, numbers and objects of them.
    because: (entry.because ?? []) as unknown as readonly Json[],
    definition: entry.definition ?? '',
  };
  return [entryInsert(body, entry.scope), ...(personal.length === 0 ? [] : [personalInsert(body, personal)])];
}

export async function appendEntry(sql: Sql, entry: Entry): Promise<void> {
  await Promise.all(appendWrites(entry).map((each) => sql.query(statementOf(each))));
}
