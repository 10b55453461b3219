import type { Role } from './roles.ts';

/** Each kind of reader is a database role with one policy of its own, so that each has one indexable predicate. */
export const readerKinds = ['officer', 'line', 'enterprise', 'agency', 'public', 'system'] as const;
export type ReaderKind = (typeof readerKinds)[number];

/** Who acts: a person in exactly one post. */
export interface Actor {
  readonly person: string;
  readonly post: string;
  /** Organisation code, or the enterprise's id for a post in an enterprise. */
  readonly org: string;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  /** Region path: GB/T 2260 codes joined by dots, from the province down. */
  readonly region: string;
  /** Line of industry; empty means all lines (comprehensive supervision). */
  readonly line: string;
  /** The enterprise this post belongs to. */
  readonly subject: string | null;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** The platform itself: deadlines that pass, batch acts. Its acts stand in the ledger under this name. */
export const systemActor: Actor = {
  person: nobody,
  post: nobody,
  org: 'system',
  roles: ['system'],
  reader: 'system',
  region: '',
  line: '',
  subject: null,
};

/** Whoever has not logged in: sees what is disclosed, and nothing else. */
export const publicActor: Actor = {
  person: nobody,
  post: nobody,
  org: 'public',
  roles: ['public'],
  reader: 'public',
  region: '',
  line: '',
  subject: null,
};

/** Where somebody's duties are listed: an enterprise's own desk, or an organisation's. */
export function deskOf(actor: Actor): string {
  return actor.subject ?? actor.org;
}
