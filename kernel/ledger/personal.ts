import type { Vault } from '#kernel/sealing/vault.ts';
import { canonicalJson, isJsonObject, type Json } from './canonical.ts';
import { type Commitment, commitTo } from './commitment.ts';

/** The entry that a personal fact belongs to. */
export interface FactOwner {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/** A personal fact of an entry. The entry carries `commitTo(algorithm, salt, value)` under the same field. */
export interface PersonalFact {
  readonly field: string;
  /** 32 random bytes. */
  readonly salt: Uint8Array;
  readonly value: Json;
}

/** As it is kept. The salt is sealed with the value: beside a commitment in the clear it would let a telephone number be guessed. */
export interface SealedFact {
  readonly field: string;
  readonly commit: Commitment;
  readonly sealed: string;
}

function contextOf({ type, id, version }: FactOwner, field: string): string {
  return `ledger.${type}.${id}.${version}.${field}`;
}

export function sealFact(vault: Vault, owner: FactOwner, { field, salt, value }: PersonalFact): SealedFact {
  const text = canonicalJson({ salt: Buffer.from(salt).toString('base64'), value });
  return { field, commit: commitTo('sm3', salt, value), sealed: vault.seal(text, contextOf(owner, field)) };
}

/** The fact, or null when it does not open: it was changed or moved, or its key is not in the ring. */
export function openFact(vault: Vault, owner: FactOwner, field: string, sealed: string): PersonalFact | null {
  try {
    // `sealFact` has written it, or it would not have opened.
    const opened = JSON.parse(vault.open(sealed, contextOf(owner, field))) as Json;
    if (!isJsonObject(opened) || typeof opened.salt !== 'string') return null;
    return { field, salt: Buffer.from(opened.salt, 'base64'), value: opened.value ?? null };
  } catch {
    return null;
  }
}

/** The same fact under the vault's present key. Throws an Error when it does not open. */
export function resealFact(vault: Vault, owner: FactOwner, field: string, sealed: string): string {
  const context = contextOf(owner, field);
  return vault.seal(vault.open(sealed, context), context);
}
