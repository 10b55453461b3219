import { createHmac, hash } from 'node:crypto';
import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { actorOf, type PostRow, readPost, startOfDay } from './post.ts';
import type { IdentitySettings } from './settings.ts';

/** What identity stands on. `monotonic` gives milliseconds that never jump (performance.now): it measures how old the cache's knowledge is. */
export interface IdentityDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: IdentitySettings;
  readonly monotonic: () => number;
  /** Seals what has to be read again and must not lie open in the database. */
  readonly vault: Vault;
  /** The roles that do nothing without a second factor; asked each time, because a parameter sets it. */
  readonly secondFactorRoles: () => readonly Role[];
}

/** A person who is logged in, acting in exactly one post. One object per session, shared by its requests. */
export interface Session {
  readonly id: string;
  /** Base64url of the token's SHA-256: the token itself is stored nowhere. */
  readonly key: string;
  readonly name: string;
  readonly actor: Actor;
  readonly mustChange: boolean;
  /** The person has a code generator or a passkey: whoever opened this session showed one. */
  readonly hasFactor: boolean;
  /** When its person last proved to be sitting there. */
  readonly askedAt: number;
  /** What unsafe requests with the cookie must carry in `x-anwang-csrf`. */
  readonly csrf: string;
  readonly idleMs: number;
  /** The absolute limit, or the end of the post when that comes first. */
  readonly expiresAt: number;
  seenAt: number;
  /** `seenAt` as the database knows it. */
  savedAt: number;
}

export interface SessionRow extends PostRow {
  readonly session: string;
  readonly name: string;
  readonly must_change: boolean | null;
  readonly has_factor: boolean;
  readonly asked_at: Date;
  readonly disabled_at: Date | null;
  readonly ended_at: Date | null;
  readonly seen_at: Date;
  readonly expires_at: Date;
  readonly idle_ms: number;
  /** The identity version that this row was read at. */
  readonly as_of: number;
}

/** 256 random bits. */
export function newToken(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

export function tokenKey(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** Derived from the token, so it needs no storage, and a page that cannot read the HttpOnly cookie cannot compute it. */
function csrfOf(token: string): string {
  return createHmac('sha256', token).update('anwang-csrf').digest('base64url');
}

/**
 * The session of a row, or null when it may no longer act at `now`: ended, expired, idle, its person disabled, its post not held that day.
 * `usedAt` is a later use that the database does not know yet.
 */
export function sessionOf(token: string, row: SessionRow, now: number, usedAt = 0): Session | null {
  if (row.ended_at !== null || row.disabled_at !== null) return null;
  const post = readPost(row);
  if (startOfDay(post.validFrom) > now) return null;
  const postEnd = post.validTo === null ? Number.POSITIVE_INFINITY : startOfDay(post.validTo);
  const session: Session = {
    id: row.session,
    key: tokenKey(token),
    name: row.name,
    actor: actorOf(post),
    mustChange: row.must_change ?? false,
    hasFactor: row.has_factor,
    askedAt: row.asked_at.getTime(),
    csrf: csrfOf(token),
    idleMs: row.idle_ms,
    expiresAt: Math.min(row.expires_at.getTime(), postEnd),
    seenAt: Math.max(row.seen_at.getTime(), usedAt),
    savedAt: row.seen_at.getTime(),
  };
  return isAlive(session, now) ? session : null;
}

export function isAlive(session: Session, now: number): boolean {
  return now < session.expiresAt && now - session.seenAt < session.idleMs;
}
