import { newId } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { wrongCode } from './authenticator.ts';
import { asIdentity, normaliseLogin } from './identity-role.ts';
import { countAttempt, forgiveAttempt, returnAttempt } from './lock-out.ts';
import { type AuthenticationResponseJSON, notAccepted, type RelyingParty, takePasskey } from './passkeys.ts';
import { decoyHash, verifyPassword } from './password.ts';
import { dayOf, type Post, type PostRow, postColumns, readPost } from './post.ts';
import { hasFactor, meansOf, type SecondStep, takeSecondStep, waysOpen } from './second-step.ts';
import { type IdentityDeps, newToken, tokenKey } from './session.ts';
import { recordEvent } from './session-event.ts';

export interface Origin {
  /** The client's network address. */
  readonly address: string;
  readonly agent: string;
}

export interface Credentials extends Origin, SecondStep {
  readonly login: string;
  readonly password: string;
  readonly site: RelyingParty;
}

/** A passkey alone: it is unlocked by a PIN, a finger or a face, and tells who comes. */
export interface PasskeyEntry extends Origin {
  readonly passkey: AuthenticationResponseJSON;
  readonly site: RelyingParty;
}

interface Holder {
  readonly id: string;
  readonly hash: string | null;
  readonly disabled_at: Date | null;
}

export interface Login {
  /**
   * Verifies a password, and the second step of whoever has one, and opens a session; answers its token, which is stored nowhere.
   * Throws bad-credentials, second-step-required, invalid, locked-out, forbidden.
   */
  open(credentials: Credentials): Promise<string>;
  /** Opens a session for the holder of a passkey. Throws bad-credentials, locked-out, forbidden. */
  openByPasskey(entry: PasskeyEntry): Promise<string>;
}

export function loginService(deps: IdentityDeps): Login {
  const decoy = decoyHash(deps.random);

  return {
    open: async (credentials) => {
      const login = normaliseLogin(credentials.login);
      await admit(deps, login, credentials.address);
      const holder = await findHolder(deps, login);
      // Unknown, disabled and passwordless logins verify the decoy: the answer takes as long as a wrong password.
      const usable = holder !== undefined && holder.disabled_at === null && holder.hash !== null ? holder.hash : null;
      const right = (await verifyPassword(usable ?? (await decoy), credentials.password)) && usable !== null;
      if (holder === undefined || !right) {
        await recordFailure(deps, holder?.id, credentials.address);
        throw new Problem('bad-credentials');
      }
      const by = await secondStep(deps, { person: holder.id, login }, credentials);
      return enter(deps, { person: holder.id, login, by }, credentials);
    },
    openByPasskey: (entry) => openByPasskey(deps, entry),
  };
}

interface Known {
  readonly person: string;
  readonly login: string;
}

function enter(deps: IdentityDeps, who: Known & { readonly by: string }, origin: Origin): Promise<string> {
  return asIdentity(deps.database, async (sql) => {
    await forgiveAttempt(sql, who.login, origin.address);
    return openSession(sql, deps, who.person, origin, { by: who.by });
  });
}

/** By what the person came in, after a right password. A wrong second step counts as a failure of the login, a missing one does not. */
async function secondStep(deps: IdentityDeps, { person, login }: Known, shown: Credentials): Promise<string> {
  const missing = shown.code === undefined && shown.passkey === undefined;
  const { means, by } = await asIdentity(deps.database, async (sql) => {
    const open = await meansOf(sql, person);
    if (!hasFactor(open)) return { means: open, by: 'password' };
    if (missing) await returnAttempt(sql, login, shown.address);
    return { means: open, by: missing ? null : await takeSecondStep(sql, deps, person, shown, shown.site) };
  });
  if (by !== null) return by;
  if (missing) throw new Problem('second-step-required', waysOpen(means));
  await recordFailure(deps, person, shown.address);
  throw new Problem('invalid', [shown.passkey === undefined ? wrongCode : notAccepted]);
}

async function openByPasskey(deps: IdentityDeps, entry: PasskeyEntry): Promise<string> {
  const found = await asIdentity(deps.database, async (sql) => {
    const rows = await sql.query<{ id: string; login: string }>(
      'select p.id, p.login from passkey k join person p on p.id = k.person where k.id = $1 and p.disabled_at is null',
      [entry.passkey.id],
    );
    return rows.rows[0];
  });
  // An unknown passkey is counted under its own id, so that asking for many costs as much as guessing one.
  const login = found?.login ?? `passkey ${entry.passkey.id}`;
  await admit(deps, login, entry.address);
  const right =
    found !== undefined && (await asIdentity(deps.database, (sql) => takePasskey(sql, deps, found.id, entry.passkey, entry.site)));
  if (!right) {
    await recordFailure(deps, found?.id, entry.address);
    throw new Problem('bad-credentials', [notAccepted]);
  }
  return enter(deps, { person: found.id, login, by: 'passkey' }, entry);
}

/** Counts the attempt and throws locked-out when its login or address has to wait. */
export async function admit(deps: IdentityDeps, login: string, address: string): Promise<void> {
  const at = deps.clock.now();
  const until = await asIdentity(deps.database, async (sql) => {
    const byLogin = await countAttempt(sql, 'login', login, at, deps.settings);
    // A locked login costs its address nothing more, or one stubborn client would lock out its whole office.
    const byAddress = byLogin.refused ? byLogin : await countAttempt(sql, 'address', address, at, deps.settings);
    return byAddress.refused ? byAddress.lockedUntil : null;
  });
  if (until !== null) throw new Problem('locked-out', [waitDetail(until.getTime() - at.getTime())]);
}

function waitDetail(wait_ms: number): Detail {
  const minutes = Math.max(1, Math.ceil(wait_ms / 60_000));
  return { code: 'wait', text: { zh: `请在 ${minutes} 分钟后重试`, en: `Try again in ${minutes} minute${minutes === 1 ? '' : 's'}` } };
}

async function findHolder(deps: IdentityDeps, login: string): Promise<Holder | undefined> {
  const found = await asIdentity(deps.database, (sql) =>
    sql.query<Holder>({
      name: 'identity.holder',
      text: 'select p.id, p.disabled_at, c.hash from person p left join credential c on c.person = p.id where p.login = $1',
      values: [login],
    }),
  );
  return found.rows[0];
}

async function recordFailure(deps: IdentityDeps, person: string | undefined, address: string): Promise<void> {
  const at = deps.clock.now();
  await asIdentity(deps.database, (sql) => recordEvent(sql, { kind: 'failed', at, address, ...(person === undefined ? {} : { person }) }));
}

/** The posts that a person holds on a day, the one used last first. */
export async function postsHeld(sql: Sql, person: string, day: string): Promise<Post[]> {
  const found = await sql.query<PostRow>({
    name: 'identity.posts-held',
    text: `select ${postColumns} from post where person = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
      order by (select max(s.created_at) from session s where s.post = post.id and s.person = $1) desc nulls last, valid_from, id`,
    values: [person, day],
  });
  return found.rows.map(readPost);
}

const noPost: Detail = {
  code: 'no-post',
  text: { zh: '您目前没有在任的岗位，请联系管理员', en: 'You hold no post at present; ask your administrator' },
};

/** Opens a session in the post used last, or in `post`; `by` tells the auditor how the person came in. Runs under the identity role. */
export async function openSession(
  sql: Sql,
  deps: Pick<IdentityDeps, 'clock' | 'random' | 'settings'>,
  person: string,
  origin: Origin,
  { by, post }: { readonly by: string; readonly post?: string },
): Promise<string> {
  const at = deps.clock.now();
  const held = await postsHeld(sql, person, dayOf(at));
  const chosen = held.find((each) => each.id === post) ?? held[0];
  if (chosen === undefined) throw new Problem('forbidden', [noPost]);
  const token = newToken(deps.random);
  const session = newId(deps.clock, deps.random);
  await sql.query({
    name: 'identity.open',
    text: `insert into session (token_hash, id, person, post, created_at, seen_at, asked_at, expires_at, idle_ms, address, agent)
      values ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8, $9)`,
    values: [
      Buffer.from(tokenKey(token), 'base64url'),
      session,
      person,
      chosen.id,
      at,
      new Date(at.getTime() + deps.settings.absoluteMs),
      deps.settings.idleMs[chosen.reader],
      origin.address,
      origin.agent.slice(0, 200),
    ],
  });
  await recordEvent(sql, { kind: 'started', at, session, person, post: chosen.id, address: origin.address, what: by });
  return token;
}
