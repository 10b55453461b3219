import { createHash } from 'node:crypto';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { safetyWords } from '#standards/safety-words.ts';
import { searchableOf } from './searchable.ts';

/** Raised when entries are made in another way than before. */
const edition = 1;

/** What the entries follow from, besides the records: when it changes, they are all made anew. */
export function formatOf(types: readonly AnyRecordType[]): string {
  const said = types.map((type) => [type.name, searchableOf(type), type.disclosure ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([edition, said, safetyWords]))
    .digest('hex')
    .slice(0, 16);
}
