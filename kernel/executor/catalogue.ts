import { createHash } from 'node:crypto';
import type { AnyRecordType } from '#kernel/record/define.ts';

/** The record types of a platform, by name. */
export interface Catalogue {
  readonly all: readonly AnyRecordType[];
  /** @throws when there is none of that name: a programmer's error. */
  get(name: string): AnyRecordType;
  find(name: string): AnyRecordType | undefined;
  /** Fingerprint of a type's definition; ledger entries carry it. */
  fingerprint(type: AnyRecordType): string;
}

/** A definition as data: what an old entry needs to be read as it was meant. Behaviour is code and stays with the release. */
export function definitionBody(type: AnyRecordType): string {
  return JSON.stringify({ ...type, indexes: undefined, unique: undefined });
}

export function catalogueOf(types: readonly AnyRecordType[]): Catalogue {
  const byName = new Map(types.map((type) => [type.name, type]));
  if (byName.size !== types.length) throw new Error('two record types have the same name');
  const fingerprints = new Map(
    types.map((type) => [type.name, createHash('sha256').update(definitionBody(type)).digest('hex').slice(0, 16)]),
  );
  return {
    all: types,
    find: (name) => byName.get(name),
    get: (name) => {
      const type = byName.get(name);
      if (type === undefined) throw new Error(`no record type ${name}`);
      return type;
    },
    fingerprint: (type) => fingerprints.get(type.name) ?? '',
  };
}
