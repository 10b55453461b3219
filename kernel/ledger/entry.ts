import type { Statement } from '#kernel/database/sql.ts';
import { canonicalJson, isJsonObject, type Json } from './canonical.ts';
import type { SealedFact } from './personal.ts';

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
export function entryStatement(body: EntryBody, scope: EntryScope): Statement {
  const { actor } = body;
  // cast: EntryBody holds nothing but JSON; the compiler does not see an interface as an index type
  const text = canonicalJson(body as unknown as Json);
  return {
    name: 'ledger.entry',
    text: `insert into ledger_entry (record_type, record_id, version, at, verb, actor_person, actor_post, actor_org, region, line, subject, body)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      ...[body.type, body.id, body.version, body.at, body.verb],
      ...[actor.person, actor.post, actor.org],
      ...[scope.region, scope.line, scope.subject, text],
    ],
  };
}

/** Keeps the personal facts of an entry apart from it, in the transaction of the act. */
export function personalStatement(body: Pick<EntryBody, 'type' | 'id' | 'version'>, facts: readonly SealedFact[]): Statement {
  return {
    name: 'ledger.personal',
    text: `insert into ledger_personal (record_type, record_id, version, field, sealed)
      select $1, $2::uuid, $3::int, field, sealed from unnest($4::text[], $5::text[]) as fact (field, sealed)`,
    values: [...[body.type, body.id, body.version], facts.map((fact) => fact.field), facts.map((fact) => fact.sealed)],
  };
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
