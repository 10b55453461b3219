import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { parseBody } from '#kernel/ledger/entry.ts';
import type { About } from './about.ts';
import type { Draft } from './draft.ts';
import type { MessageKind } from './kinds.ts';

/** A sealed act, as far as somebody may have to be told of it. */
export interface Act {
  readonly record: { readonly record_type: string; readonly record_id: string };
  readonly version: number;
  readonly at: Date;
  readonly verb: string;
  readonly from: string | null;
  readonly to: string;
  /** The desk of whoever took it. */
  readonly by: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  /** The desk on which it put the record; undefined when that did not change. */
  readonly desk: string | null | undefined;
  readonly due_at: string | null;
}

/** Acts by which the platform keeps its own house: what lateness does is told by its notices. */
const ownHouse = new Set(['rescope', 'escalate']);

const textOr = <T>(value: unknown, other: T): string | T => (typeof value === 'string' ? value : other);

/** Null for an entry that moves no record from state to state, or that does not read as an entry should. */
export function readAct(entry: {
  readonly actor_org: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly body: string;
}): Act | null {
  const body = parseBody(entry.body);
  if (body === null) return null;
  const { type, id, version, at, verb, from, to, set } = body;
  if (typeof type !== 'string' || typeof id !== 'string' || typeof version !== 'number' || typeof at !== 'string') return null;
  if (typeof verb !== 'string' || typeof to !== 'string' || typeof set !== 'object' || set === null) return null;
  if (ownHouse.has(verb.slice(verb.lastIndexOf('.') + 1))) return null;
  const desk: unknown = Reflect.get(set, 'desk');
  return {
    record: { record_type: type, record_id: id },
    version,
    at: new Date(at),
    verb,
    from: textOr(from, null),
    to,
    by: entry.actor_org,
    region: entry.region,
    line: entry.line,
    subject: entry.subject,
    desk: desk === null ? null : textOr(desk, undefined),
    due_at: textOr(Reflect.get(set, 'due_at'), null),
  };
}

/** A date that lies further ahead is no errand yet, such as the end of a licence that has just been filed: it is told when it comes near. */
const ahead_ms = 90 * 86_400_000;

function isFar({ due_at, at }: Act): boolean {
  return due_at !== null && Date.parse(due_at) - at.getTime() > ahead_ms;
}

interface Surroundings {
  readonly catalogue: Catalogue;
  readonly arrivals: ReadonlyMap<string, MessageKind>;
  readonly record: About | undefined;
}

/** Whom an act tells what; null when nobody else is concerned. */
export function draftOf(act: Act, { catalogue, arrivals, record }: Surroundings): Draft | null {
  const type = catalogue.find(act.record.record_type);
  if (type === undefined) return null;
  const { at, region, line, subject, verb } = act;
  const facts = { title: record?.title ?? '', state: act.to, ...(act.due_at === null ? {} : { due_at: act.due_at }) };
  const common = {
    at,
    region,
    line,
    subject,
    ...act.record,
    must_acknowledge: false,
    facts,
    cause: `act ${act.record.record_id} ${act.version}`,
  };
  if (typeof act.desk === 'string' && act.desk !== '' && act.desk !== act.by) {
    if (isFar(act)) return null;
    const kind = arrivals.get(verb) ?? 'duty-arrived';
    return { ...common, kind, desk: act.desk, sender: kind === 'duty-arrived' ? null : act.by };
  }
  // Decided about an enterprise by somebody else: nobody owes anything any more.
  const settled = act.from !== null && act.from !== act.to && type.lifecycle.states[act.to]?.owes === undefined;
  if (!settled || subject === null || type.subject === 'self' || subject === act.by) return null;
  return { ...common, kind: 'settled', desk: subject, sender: null };
}
