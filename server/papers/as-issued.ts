import type { AnyOffer } from '#kernel/documents/offer.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { personalNames } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';

interface Entry {
  readonly version: number;
  readonly verb: string;
  readonly to: string;
  readonly set: Readonly<Record<string, unknown>>;
}

const text = 'select body from ledger_entry where record_type = $1 and record_id = $2 and version <= $3 order by version';

async function entriesOf(platform: Platform, type: AnyRecordType, row: Row<Fields>): Promise<readonly Entry[]> {
  const [found] = await look(platform.database, systemActor, [{ name: 'ledger.fold', text, values: [type.name, row.id, row.version] }]);
  // The body is the canonical JSON of an entry.
  return (found?.rows ?? []).map(({ body }) => JSON.parse(String(body)) as Entry);
}

/** The record as its first `count` entries left it. Of personal values the ledger holds commitments only: they are as they are now. */
function fold(type: AnyRecordType, row: Row<Fields>, entries: readonly Entry[]): Row<Fields> {
  const personal = Object.fromEntries(personalNames(type).map((name) => [name, row[name]]));
  const blank = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
  const last = entries.at(-1);
  const set = Object.assign({}, ...entries.map((each) => each.set));
  return { ...row, ...blank, ...set, ...personal, version: last?.version ?? row.version, state: last?.to ?? row.state };
}

/**
 * The row as the act left it that issued this paper last: what was issued does not change with what is done about it later. Null when it was never
 * issued, as an imported record may be.
 */
export async function rowAsIssued(platform: Platform, type: AnyRecordType, offer: AnyOffer, row: Row<Fields>): Promise<Row<Fields> | null> {
  const verbs = new Set((offer.issuedBy ?? []).map((action) => `${type.name}.${action}`));
  if (verbs.size === 0) return null;
  const entries = await entriesOf(platform, type, row);
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    if (!verbs.has(entries[index]?.verb ?? '')) continue;
    const then = fold(type, row, entries.slice(0, index + 1));
    if (offer.offered(then) && offer.mark(then) === null) return then;
  }
  return null;
}
