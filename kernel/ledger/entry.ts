import { type Insert, Jsonb } from '#kernel/database/write.ts';
import { canonicalJson, isJsonObject, type Json } from './canonical.ts';

type JsonObject = Readonly<Record<string, Json>>;

/** What an entry says; its canonical JSON is the text that is hashed. */
export interface EntryBody {
  readonly v: 1;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** ISO 8601, milliseconds, Z. */
  readonly at: string;
  /** `hidden-danger.verify`. */
  readonly verb: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: {
    readonly person: string;
    readonly post: string;
    readonly org: string;
    readonly region: string;
    readonly line: string;
    readonly roles: readonly string[];
  };
  /** Fields and system columns that the act changed. The record is the fold of these over its entries; a personal fact is `{commit}`. */
  readonly set: JsonObject;
  readonly input: JsonObject;
  readonly facts: JsonObject;
  readonly because: readonly Json[];
  /** The hash of the type's definition on the day of the act. */
  readonly definition: string;
}

/** The record's scope after the act. */
export interface EntryScope {
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
}

/** Appends an entry, as anwang_writer in the transaction of the act. A version that exists already violates `ledger_entry_pkey`. */
export function entryInsert(body: EntryBody, scope: EntryScope): Insert {
  const { actor } = body;
  const row = {
    record_type: body.type,
    record_id: body.id,
    version: body.version,
    at: body.at,
    verb: body.verb,
    actor_person: actor.person,
    actor_post: actor.post,
    actor_org: actor.org,
    region: scope.region,
    line: scope.line,
    subject: scope.subject,
    // cast: EntryBody holds nothing but JSON; the compiler does not see an interface as an index type
    body: canonicalJson(body as unknown as Json),
  };
  return { into: 'ledger_entry', rows: [row] };
}

/** A personal fact of an entry. The entry carries `commitTo(algorithm, salt, value)` under the same field. */
export interface PersonalFact {
  readonly field: string;
  /** 32 random bytes. */
  readonly salt: Uint8Array;
  readonly value: Json;
}

/** Keeps the personal facts of an entry apart from it, in the transaction of the act. */
export function personalInsert(body: Pick<EntryBody, 'type' | 'id' | 'version'>, facts: readonly PersonalFact[]): Insert {
  const rows = facts.map(({ field, salt, value }) => ({
    record_type: body.type,
    record_id: body.id,
    version: body.version,
    field,
    // PostgreSQL's own notation of bytes, which a recordset reads too.
    salt: `\\x${Buffer.from(salt).toString('hex')}`,
    value: new Jsonb(value),
  }));
  return { into: 'ledger_personal', rows };
}

/** The object in an entry's text, or null when it is none: a changed entry may be anything. */
export function parseBody(text: string): JsonObject | null {
  try {
    // cast: JSON.parse returns nothing but JSON
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
