import type { Sql, Statement } from '#kernel/database/sql.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Because } from '#kernel/text.ts';
import { canonicalJson } from '#standards/canonical-json.ts';
import type { Json } from './canonical.ts';
import { commitTo } from './commitment.ts';

/** A personal value: the entry carries its commitment, the value and its salt lie apart and can be erased. */
export interface PersonalValue {
  readonly field: string;
  readonly value: Json;
  readonly salt: Uint8Array;
}

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
  readonly scope: { readonly region: string; readonly line: string; readonly subject: string | null; readonly agency: string | null };
  /** The columns that changed, without the personal ones. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly personal: readonly PersonalValue[];
  readonly input?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly because?: readonly Because[];
  /** Fingerprint of the definition that the act was decided by, so that an old entry can be read as it was meant. */
  readonly definition?: string;
}

/** The exact text that is hashed into the log. */
export function entryBody(entry: Entry): string {
  const { actor } = entry;
  const commitments = Object.fromEntries(entry.personal.map((each) => [each.field, commitTo('sm3', each.salt, each.value)]));
  return canonicalJson({
    v: 1,
    type: entry.type,
    id: entry.id,
    version: entry.version,
    at: entry.at.toISOString(),
    verb: entry.verb,
    from: entry.from,
    to: entry.to,
    actor: { person: actor.person, post: actor.post, org: actor.org, region: actor.region, line: actor.line, roles: actor.roles },
    scope: entry.scope,
    set: { ...entry.set, ...commitments },
    input: entry.input ?? {},
    facts: entry.facts ?? {},
    because: entry.because ?? [],
    definition: entry.definition ?? null,
  });
}

/** The statements that append an entry; they belong into the transaction of the act itself. */
export function appendStatements(entry: Entry): readonly Statement[] {
  const { scope, actor } = entry;
  const main: Statement = {
    name: 'ledger.append',
    text: `insert into ledger_entry (record_type, record_id, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      entry.type,
      entry.id,
      entry.version,
      entry.at,
      entry.verb,
      actor.person,
      actor.post,
      actor.org,
      scope.region,
      scope.line,
      scope.subject,
      entryBody(entry),
    ],
  };
  const personal = entry.personal.map(
    (each): Statement => ({
      name: 'ledger.append-personal',
      text: 'insert into ledger_personal (record_type, record_id, version, field, salt, value) values ($1, $2, $3, $4, $5, $6)',
      values: [entry.type, entry.id, entry.version, each.field, each.salt, JSON.stringify(each.value ?? null)],
    }),
  );
  return [main, ...personal];
}

export async function appendEntry(sql: Sql, entry: Entry): Promise<void> {
  await Promise.all(appendStatements(entry).map((each) => sql.query(each)));
}
