import type { Database } from '#kernel/database/sql.ts';
import { asIdentity } from './identity-role.ts';
import { type IdentityDeps, isAlive, type Session, type SessionRow, sessionOf, tokenKey } from './session.ts';
import { type Change, type SessionMemory, sessionMemory } from './session-memory.ts';

/** How long the cache may answer after it last asked what changed: under a second, so that an ended session is refused within one on every server. */
const lease_ms = 900;
const poll_ms = 250;
/** `seen_at` in the database is at most so old; an idle end seen by another server comes that much early, never late. */
const save_ms = 15_000;
const most_sessions = 100_000;

export interface SessionCache {
  /** The session from memory, without SQL and without a promise; undefined when the database has to be asked. */
  peek(token: string): Session | undefined;
  /** The session from the database; null when there is none that may act. */
  load(token: string): Promise<Session | null>;
  /** Learns at once what changed: call it after a change by this server. Other servers learn it by their own poll. */
  refresh(): Promise<void>;
  /** Writes the times of last use. */
  save(): Promise<void>;
  /** Polls until `stop`, which saves the times of last use. */
  start(): void;
  stop(): Promise<void>;
}

const select = `select s.id as session, s.ended_at, s.seen_at, s.expires_at, s.idle_ms, s.asked_at, p.name, p.disabled_at, c.must_change,
  exists (select 1 from authenticator a where a.person = s.person and a.confirmed_at is not null)
    or exists (select 1 from passkey k where k.person = s.person) as has_factor,
  t.id, t.version, t.person, t.organisation, t.subject, t.roles, t.reader, t.region, t.line, t.title_zh, t.title_en, t.valid_from, t.valid_to,
  (select version from identity_version) as as_of
  from session s join person p on p.id = s.person join post t on t.id = s.post left join credential c on c.person = s.person
  where s.token_hash = $1`;

const changes = `select v.version as current, c.version, c.person from identity_version v
  left join identity_change c on c.version > $1 order by c.version`;

export function sessionCache(deps: IdentityDeps): SessionCache {
  const { database, clock, monotonic } = deps;
  const memory = sessionMemory(most_sessions);
  let leasedAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    const startedAt = monotonic();
    const { rows } = await database.query<Change>({ name: 'identity.changes', text: changes, values: [memory.known()] });
    memory.apply(rows);
    // The lease runs from before the question was asked: a change after that may be missing from the answer.
    leasedAt = Math.max(leasedAt, startedAt);
  }

  async function save(): Promise<void> {
    const used = memory.used(clock.now().getTime());
    if (used.length > 0) await saveSeen(database, used);
  }

  const poller = pollerOf(refresh, save, monotonic);
  return {
    peek: (token) => {
      if (monotonic() - leasedAt >= lease_ms) return undefined;
      const session = memory.get(tokenKey(token));
      if (session === undefined) return undefined;
      const now = clock.now().getTime();
      // Another server may have seen it more recently: the database decides.
      if (!isAlive(session, now)) return undefined;
      session.seenAt = now;
      return session;
    },
    load: (token) => loadSession(deps, memory, token),
    refresh,
    save,
    start: poller.start,
    stop: async () => {
      poller.stop();
      await save().catch(() => undefined);
    },
  };
}

async function loadSession({ database, clock }: IdentityDeps, memory: SessionMemory, token: string): Promise<Session | null> {
  const key = tokenKey(token);
  const digest = Buffer.from(key, 'base64url');
  const statement = { name: 'identity.session', text: select, values: [digest] };
  const row = (await asIdentity(database, (sql) => sql.query<SessionRow>(statement))).rows[0];
  const now = clock.now().getTime();
  const session = row === undefined ? null : sessionOf(token, row, now, memory.get(key)?.seenAt);
  if (row === undefined || session === null) {
    memory.drop(key);
    return null;
  }
  session.seenAt = now;
  memory.keep(session, row.as_of);
  return session;
}

function pollerOf(refresh: () => Promise<void>, save: () => Promise<void>, monotonic: () => number): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let polling = false;
  let savedAt = monotonic();

  async function tick(): Promise<void> {
    if (polling) return;
    polling = true;
    try {
      await refresh();
      if (monotonic() - savedAt >= save_ms) {
        savedAt = monotonic();
        await save();
      }
    } catch {
      // The lease runs out by itself, and every request then asks the database until a poll succeeds.
    } finally {
      polling = false;
    }
  }

  return {
    start: () => {
      timer ??= setInterval(() => void tick(), poll_ms).unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

async function saveSeen(database: Database, used: readonly Session[]): Promise<void> {
  const seen = used.map((session) => session.seenAt);
  await asIdentity(database, (sql) =>
    sql.query({
      name: 'identity.seen',
      text: `update session set seen_at = greatest(seen_at, used.at) from unnest($1::uuid[], $2::timestamptz[]) as used (id, at)
        where session.id = used.id and ended_at is null`,
      values: [used.map((session) => session.id), seen.map((at) => new Date(at))],
    }),
  );
  used.forEach((session, index) => {
    session.savedAt = seen[index] ?? session.savedAt;
  });
}
