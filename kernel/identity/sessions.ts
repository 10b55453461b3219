import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { isWithin } from '#kernel/scope/region-path.ts';
import { asIdentity } from './identity-role.ts';
import { forgiveAttempt, unlock } from './lock-out.ts';
import { admit, type Origin, openSession, postsHeld } from './login.ts';
import { hashPassword, oneTimePassword, passwordFaults, verifyPassword } from './password.ts';
import { dayOf, type Post } from './post.ts';
import type { IdentityDeps, Session } from './session.ts';
import type { SessionCache } from './session-cache.ts';
import { recordEvent } from './session-event.ts';

export interface OpenSession {
  readonly id: string;
  readonly person: string;
  readonly post: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly agent: string;
}

/** What a logged-in person may do with sessions and passwords, and a security officer with those of others. */
export interface Sessions {
  posts(person: string): Promise<Post[]>;
  /** Acts in another of the person's posts from now on, and records it. Throws forbidden for a post that is not held. */
  switchPost(session: Session, post: string): Promise<void>;
  list(person: string): Promise<OpenSession[]>;
  /** Ends one's own session, or as security officer one of a person inside the region. Throws not-found. */
  end(actor: Actor, session: string): Promise<void>;
  /** Changes the password, ends every session of the person and opens a new one; answers its token. Throws bad-credentials, invalid. */
  changePassword(session: Session, passwords: { old: string; new: string }, origin: Origin): Promise<string>;
  /** A new one-time password for somebody else; ends the person's sessions and opens the login again. Throws forbidden, not-found. */
  resetPassword(actor: Actor, person: string): Promise<string>;
}

const notHeld: Detail = { code: 'post-not-held', field: 'post', text: { zh: '您不在这个岗位上', en: 'You do not hold this post' } };
const samePassword: Detail = {
  code: 'password-same',
  field: 'new',
  text: { zh: '新密码不能与原密码相同', en: 'The new password differs from the old one' },
};
const wrongOld: Detail = { code: 'password-wrong', field: 'old', text: { zh: '原密码不正确', en: 'The old password is wrong' } };
const securityOnly: Detail = {
  code: 'security-officer-only',
  text: { zh: '只有安全保密管理员可以办理他人的密码和会话', en: "Only a security officer handles other people's passwords and sessions" },
};

export function sessionsService(deps: IdentityDeps, cache: SessionCache): Sessions {
  const { database, clock } = deps;
  return {
    posts: (person) => asIdentity(database, (sql) => postsHeld(sql, person, dayOf(clock.now()))),
    switchPost: (session, post) => switchPost(deps, cache, session, post),
    list: (person) => listOpen(deps, person),
    end: (actor, session) => endSession(deps, cache, actor, session),
    changePassword: (session, passwords, origin) => changePassword(deps, cache, session, passwords, origin),
    resetPassword: (actor, person) => resetPassword(deps, cache, actor, person),
  };
}

async function switchPost({ database, clock, settings }: IdentityDeps, cache: SessionCache, session: Session, post: string): Promise<void> {
  const at = clock.now();
  const { person } = session.actor;
  await asIdentity(database, async (sql) => {
    const held = (await postsHeld(sql, person, dayOf(at))).find((each) => each.id === post);
    if (held === undefined) throw new Problem('forbidden', [notHeld]);
    await sql.query('update session set post = $1, idle_ms = $2 where id = $3 and ended_at is null', [
      post,
      settings.idleMs[held.reader],
      session.id,
    ]);
    await recordEvent(sql, { kind: 'switched', at, session: session.id, person, post });
  });
  await cache.refresh();
}

interface OpenRow {
  readonly id: string;
  readonly person: string;
  readonly post: string;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly expires_at: Date;
  readonly address: string;
  readonly agent: string;
}

async function listOpen({ database, clock }: IdentityDeps, person: string): Promise<OpenSession[]> {
  const found = await asIdentity(database, (sql) =>
    sql.query<OpenRow>(
      `select id, person, post, created_at, seen_at, expires_at, address, agent from session
       where person = $1 and ended_at is null and expires_at > $2 and seen_at + idle_ms * interval '1 millisecond' > $2
       order by created_at desc limit 100`,
      [person, clock.now()],
    ),
  );
  return found.rows.map((row) => ({
    id: row.id,
    person: row.person,
    post: row.post,
    createdAt: row.created_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    address: row.address,
    agent: row.agent,
  }));
}

async function endSession({ database, clock }: IdentityDeps, cache: SessionCache, actor: Actor, session: string): Promise<void> {
  const at = clock.now();
  await asIdentity(database, async (sql) => {
    const found = await sql.query<{ person: string; region: string }>(
      'select s.person, t.region from session s join post t on t.id = s.post where s.id = $1 and s.ended_at is null for update of s',
      [session],
    );
    const row = found.rows[0];
    const may = row !== undefined && (row.person === actor.person || mayHandle(actor, row.region));
    if (!may) throw new Problem('not-found');
    await sql.query('update session set ended_at = $1, ended_by = $2 where id = $3', [at, actor.person, session]);
    await recordEvent(sql, { kind: 'ended', at, session, person: row.person, by: actor.person });
  });
  await cache.refresh();
}

function mayHandle(actor: Actor, region: string): boolean {
  return actor.roles.includes('security-officer') && isWithin(region, actor.region);
}

interface Held {
  readonly login: string;
  readonly phone: string;
  readonly hash: string;
}

async function changePassword(
  deps: IdentityDeps,
  cache: SessionCache,
  session: Session,
  passwords: { old: string; new: string },
  origin: Origin,
): Promise<string> {
  const { database, clock } = deps;
  const { person, post } = session.actor;
  const held = await asIdentity(database, async (sql) => {
    const found = await sql.query<Held>(
      'select p.login, p.phone, c.hash from person p join credential c on c.person = p.id where p.id = $1',
      [person],
    );
    return found.rows[0];
  });
  if (held === undefined) throw new Problem('not-found');
  // Counted like a log-in: a stolen session is no place to guess the password at leisure.
  await admit(deps, held.login, origin.address);
  if (!(await verifyPassword(held.hash, passwords.old))) throw new Problem('invalid', [wrongOld]);
  const faults = passwordFaults(passwords.new, held);
  if (await verifyPassword(held.hash, passwords.new)) faults.push(samePassword);
  if (faults.length > 0) throw new Problem('invalid', faults);
  const hash = await hashPassword(passwords.new);
  const at = clock.now();
  const token = await asIdentity(database, async (sql) => {
    // The old hash in the condition: of two changes at once only one counts.
    const changed = await sql.query(
      'update credential set hash = $1, must_change = false, changed_at = $2 where person = $3 and hash = $4',
      [hash, at, person, held.hash],
    );
    if (changed.rowCount !== 1) throw new Problem('stale');
    await forgiveAttempt(sql, held.login, origin.address);
    await sql.query('update session set ended_at = $1, ended_by = $2 where person = $2 and ended_at is null', [at, person]);
    await recordEvent(sql, { kind: 'password-changed', at, session: session.id, person, address: origin.address });
    return openSession(sql, deps, person, origin, { by: 'password', post });
  });
  await cache.refresh();
  return token;
}

async function resetPassword(deps: IdentityDeps, cache: SessionCache, actor: Actor, person: string): Promise<string> {
  if (!actor.roles.includes('security-officer') || person === actor.person) throw new Problem('forbidden', [securityOnly]);
  const { database, clock, random } = deps;
  const password = oneTimePassword(random);
  const hash = await hashPassword(password);
  const at = clock.now();
  await asIdentity(database, async (sql) => {
    const found = await sql.query<{ login: string; region: string | null }>(
      'select p.login, t.region from person p left join post t on t.person = p.id and t.valid_to is null where p.id = $1',
      [person],
    );
    const first = found.rows[0];
    // Every open post has to lie inside: whoever also serves a higher level is that level's business.
    const inside = found.rows.every((row) => row.region !== null && isWithin(row.region, actor.region));
    if (first === undefined || !inside) throw new Problem('not-found');
    await sql.query(
      `insert into credential (person, hash, must_change, changed_at) values ($1, $2, true, $3)
       on conflict (person) do update set hash = excluded.hash, must_change = true, changed_at = excluded.changed_at`,
      [person, hash, at],
    );
    await sql.query('update session set ended_at = $1, ended_by = $2 where person = $3 and ended_at is null', [at, actor.person, person]);
    await unlock(sql, first.login);
    await recordEvent(sql, { kind: 'password-reset', at, person, by: actor.person });
  });
  await cache.refresh();
  return password;
}
