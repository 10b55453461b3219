import type { Text } from '#kernel/text.ts';

/** What a verification can find; each is something that an honest ledger never shows. */
export type FindingKind =
  | 'entry-changed'
  | 'entry-missing'
  | 'entry-unreadable'
  | 'entry-unsealed'
  | 'column-differs'
  | 'version-gap'
  | 'leaf-gap'
  | 'leaf-changed'
  | 'tile-changed'
  | 'root-differs'
  | 'head-signature'
  | 'head-beyond'
  | 'head-missing'
  | 'cosignature'
  | 'published-head'
  | 'personal-changed'
  | 'personal-missing'
  | 'personal-unexpected'
  | 'erasure-without-act'
  | 'row-differs'
  | 'row-missing'
  | 'row-unexpected';

/** One thing that is wrong, named down to the record's version where it concerns one. */
export interface Finding {
  readonly kind: FindingKind;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly version: number | null;
  readonly detail: Text;
}

export interface EntryKey {
  readonly record_type: string;
  readonly record_id: string;
  readonly version: number;
}

/** Collects findings up to a limit; the count goes on. */
export class Findings {
  readonly list: Finding[] = [];
  count = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(kind: FindingKind, key: Partial<EntryKey>, zh: string, en: string): void {
    this.count += 1;
    if (this.list.length >= this.#limit) return;
    const { record_type = null, record_id = null, version = null } = key;
    this.list.push({ kind, record_type, record_id, version, detail: { zh, en } });
  }
}

/** A value cut to what fits a sentence. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
