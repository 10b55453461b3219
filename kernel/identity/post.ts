import type { Actor, ReaderKind } from '#kernel/scope/actor.ts';
import { type Role, roles } from '#kernel/scope/roles.ts';
import type { Text } from '#kernel/text.ts';

/** A post: what one person is entitled to, where, for which enterprise or organisation, from which day to which. */
export interface Post {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly organisation: string | null;
  readonly subject: string | null;
  readonly roles: readonly Role[];
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly title: Text;
  /** YYYY-MM-DD, the first day. */
  readonly validFrom: string;
  /** YYYY-MM-DD, the first day on which it is no longer held; null while open. */
  readonly validTo: string | null;
}

export interface PostRow {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly organisation: string | null;
  readonly subject: string | null;
  readonly roles: string[];
  readonly reader: ReaderKind;
  readonly region: string;
  readonly line: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export const postColumns =
  'id, version, person, organisation, subject, roles, reader, region, line, title_zh, title_en, valid_from, valid_to';

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

export function readPost(row: PostRow): Post {
  return {
    id: row.id,
    version: row.version,
    person: row.person,
    organisation: row.organisation,
    subject: row.subject,
    // A role that this release no longer knows entitles to nothing.
    roles: row.roles.filter(isRole),
    reader: row.reader,
    region: row.region,
    line: row.line,
    title: { zh: row.title_zh, en: row.title_en },
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

/** Who acts, when a person acts in this post. */
export function actorOf(post: Post): Actor {
  return Object.freeze({
    person: post.person,
    post: post.id,
    // An applicant stands for nobody but himself.
    org: post.subject ?? post.organisation ?? post.person,
    roles: post.roles,
    reader: post.reader,
    region: post.region,
    line: post.line,
    subject: post.subject,
  });
}

const shanghai_ms = 8 * 3_600_000;

/** The day in China, which keeps one zone without summer time. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + shanghai_ms).toISOString().slice(0, 10);
}

/** The moment at which a day begins in China, in milliseconds. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00.000Z`) - shanghai_ms;
}
