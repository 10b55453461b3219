import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import type { Session } from './session.ts';
import { sessionCache } from './session-cache.ts';
import { sweepIdentity } from './sweep.ts';
import { type IdentityWorld, identityWorld, origin, password, site } from './testing.ts';

const minute = 60_000;
let world: IdentityWorld;
let count = 0;
let login: string;
let who: { id: string; post: string };

beforeAll(async () => {
  world = await identityWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  count += 1;
  login = `clerk${count}`;
  who = await world.person(login);
});

const open = (word = password, name = login, address = `10.1.0.${count}`) =>
  world.login.open({ ...origin, site, address, login: name, password: word });
const code = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Problem ? error.code : error;
};
const loaded = async (token: string): Promise<Session> => {
  const session = await world.cache.load(token);
  if (session === null) throw new Error('no session');
  return session;
};

describe('log-in refuses', () => {
  it('a wrong password, an unknown login and a disabled person with one and the same answer', async () => {
    expect(await code(open('wrong horse battery'))).toBe('bad-credentials');
    expect(await code(open(password, `nobody${count}`))).toBe('bad-credentials');
    await world.test.owner.query('update person set disabled_at = now() where id = $1', [who.id]);
    expect(await code(open())).toBe('bad-credentials');
  });

  it('SQL in the login, which is only a name that nobody has', async () => {
    expect(await code(open(password, "' or 1=1; drop table session; --"))).toBe('bad-credentials');
    expect(await open()).toHaveLength(43);
  });

  it('everything after five failures, known or unknown alike, and doubles the lock', async () => {
    for (const name of [login, `ghost${count}`]) {
      const address = `10.2.${count}.${name.length}`;
      for (let n = 0; n < 5; n += 1) expect(await code(open('wrong horse battery', name, address))).toBe('bad-credentials');
      expect(await code(open(password, name, address))).toBe('locked-out');
    }
    world.clock.advance(minute);
    expect(await code(open('wrong horse battery'))).toBe('bad-credentials');
    world.clock.advance(minute);
    expect(await code(open())).toBe('locked-out');
    world.clock.advance(minute);
    expect(await open()).toHaveLength(43);
    expect(await code(open('wrong horse battery'))).toBe('bad-credentials');
  });

  it('guesses sent at once beyond the limit', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => code(open('wrong horse battery'))));
    expect(answers.filter((each) => each === 'bad-credentials')).toHaveLength(5);
    expect(answers.filter((each) => each === 'locked-out')).toHaveLength(7);
  });

  it('an address that tries many logins', async () => {
    const address = `10.3.0.${count}`;
    for (let n = 0; n < 40; n += 1) await code(open('x', `spray${n}`, address));
    expect(await code(open(password, login, address))).toBe('locked-out');
    expect(await open()).toHaveLength(43);
  }, 60_000);

  it('whoever holds no post', async () => {
    await world.people.end(systemActor, who.post, 1);
    expect(await code(open())).toBe('forbidden');
  });

  it('keeps no password: the field for the login may hold one, so attempts are stored as hashes', async () => {
    await code(open('x', 'my-secret-password'));
    const rows = await world.test.owner.query<{ text: string }>("select encode(key, 'escape') as text from login_attempt");
    expect(rows.rows.some((each) => each.text.includes('secret'))).toBe(false);
  });
});

describe('a session', () => {
  it('is refused when unknown, malformed or forged', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), "' or true --", '\u0000']) {
      expect(world.cache.peek(token)).toBeUndefined();
      expect(await world.cache.load(token)).toBeNull();
    }
  });

  it('ends after thirty minutes without use, from memory and from the database', async () => {
    const token = await open();
    await world.cache.refresh();
    await loaded(token);
    world.clock.advance(29 * minute);
    expect(world.cache.peek(token)?.actor.person).toBe(who.id);
    world.clock.advance(29 * minute);
    expect(world.cache.peek(token)).toBeDefined();
    world.clock.advance(30 * minute);
    expect(world.cache.peek(token)).toBeUndefined();
    expect(await world.cache.load(token)).toBeNull();
  });

  it('ends after twelve hours however much it is used', async () => {
    const token = await open();
    for (let n = 0; n < 12 * 60 - 29; n += 29) {
      world.clock.advance(29 * minute);
      expect(await world.cache.load(token)).not.toBeNull();
    }
    world.clock.advance(29 * minute);
    expect(await world.cache.load(token)).toBeNull();
  });

  it('leaves no token in the database', async () => {
    const token = await open();
    const dump = await world.test.owner.query<{ line: string }>('select row_to_json(s)::text as line from session s');
    const bytes = Buffer.from(token, 'base64url').toString('hex');
    expect(dump.rows.some((each) => each.line.includes(token) || each.line.includes(bytes))).toBe(false);
  });

  it('answers from memory without asking the database, until the lease runs out', async () => {
    const token = await open();
    await world.cache.refresh();
    const session = await loaded(token);
    expect(world.cache.peek(token)).toBe(session);
    world.uptime.ms += 899;
    expect(world.cache.peek(token)).toBe(session);
    world.uptime.ms += 1;
    expect(world.cache.peek(token)).toBeUndefined();
  });

  it('that another server ended is refused here at the next poll', async () => {
    const token = await open();
    const other = sessionCache(world.deps);
    await Promise.all([world.cache.refresh(), other.refresh()]);
    const session = await loaded(token);
    await other.load(token);
    await world.sessions.end(session.actor, session.id);
    expect(world.cache.peek(token)).toBeUndefined();
    expect(other.peek(token)).toBeDefined();
    await other.refresh();
    expect(other.peek(token)).toBeUndefined();
    expect(await other.load(token)).toBeNull();
  });

  it('read before an end and kept after it would live on: it is not kept', async () => {
    const token = await open();
    await world.cache.refresh();
    const session = await loaded(token);
    let overtaken = false;
    const slow = sessionCache({
      ...world.deps,
      database: {
        ...world.deps.database,
        transaction: async (work) => {
          const value = await world.deps.database.transaction(work);
          if (!overtaken) {
            overtaken = true;
            await world.sessions.end(session.actor, session.id);
            await slow.refresh();
          }
          return value;
        },
      },
    });
    await slow.refresh();
    await slow.load(token);
    expect(slow.peek(token)).toBeUndefined();
  });

  it('ends with the post it acts in', async () => {
    const token = await open();
    await world.cache.refresh();
    await loaded(token);
    await world.people.end(systemActor, who.post, 1);
    expect(world.cache.peek(token)).toBeUndefined();
    expect(await world.cache.load(token)).toBeNull();
  });

  it('is ended by a stranger neither inside nor outside his area, but by a security officer', async () => {
    const session = await loaded(await open());
    const stranger = { ...session.actor, person: crypto.randomUUID() };
    expect(await code(world.sessions.end(stranger, session.id))).toBe('not-found');
    const elsewhere = { ...stranger, roles: ['security-officer'] as const, region: '220000.220200' };
    expect(await code(world.sessions.end(elsewhere, session.id))).toBe('not-found');
    await world.sessions.end({ ...elsewhere, region: '220000.220100' }, session.id);
    expect(await world.sessions.list(who.id)).toEqual([]);
    expect(await code(world.sessions.end(session.actor, session.id))).toBe('not-found');
  });

  it('switches only to a post that the person holds, and records it', async () => {
    const token = await open();
    const session = await loaded(token);
    const other = await world.person(`${login}x`);
    expect(await code(world.sessions.switchPost(session, other.post))).toBe('forbidden');
    expect((await loaded(token)).actor.post).toBe(who.post);
    const second = await world.people.appoint(systemActor, {
      person: who.id,
      roles: ['inspector'],
      reader: 'officer',
      region: '220000.220100.220182',
      line: '',
      organisation: 'nanguan-emergency',
      subject: null,
      title: { zh: '网格员', en: 'Inspector' },
    });
    await world.sessions.switchPost(session, second.id);
    expect(world.cache.peek(token)).toBeUndefined();
    expect((await loaded(token)).actor).toMatchObject({ post: second.id, region: '220000.220100.220182', roles: ['inspector'] });
    const events = await world.test.owner.query<{ kind: string }>('select kind from session_event where person = $1 order by id', [who.id]);
    expect(events.rows.map((each) => each.kind)).toEqual(['started', 'switched']);
  });
});

describe('a password', () => {
  it('is changed only with the old one, to one that is new and good', async () => {
    const session = await loaded(await open());
    const change = (old: string, next: string) => code(world.sessions.changePassword(session, { old, new: next }, origin));
    expect(await change('wrong', 'another good phrase')).toBe('invalid');
    expect(await change(password, 'short')).toBe('invalid');
    expect(await change(password, password)).toBe('invalid');
    expect(await open()).toHaveLength(43);
  });

  it('once changed ends every session and opens one new', async () => {
    await world.person(`${login}first`, {}, true);
    const tokens = [await open(password, `${login}first`), await open(password, `${login}first`)];
    const session = await loaded(tokens[0] ?? '');
    expect(session.mustChange).toBe(true);
    const fresh = await world.sessions.changePassword(session, { old: password, new: 'another good phrase' }, origin);
    for (const token of tokens) expect(await world.cache.load(token)).toBeNull();
    expect((await loaded(fresh)).mustChange).toBe(false);
    expect(await code(open(password, `${login}first`))).toBe('bad-credentials');
  });

  it('is reset by a security officer of the area only, for somebody else', async () => {
    const session = await loaded(await open());
    const officer = { ...session.actor, person: crypto.randomUUID(), roles: ['security-officer'] as const, region: '220000.220100' };
    expect(await code(world.sessions.resetPassword({ ...officer, roles: ['administrator'] }, who.id))).toBe('forbidden');
    expect(await code(world.sessions.resetPassword({ ...officer, person: who.id }, who.id))).toBe('forbidden');
    expect(await code(world.sessions.resetPassword({ ...officer, region: '220000.220200' }, who.id))).toBe('not-found');
    const word = await world.sessions.resetPassword(officer, who.id);
    expect(await code(open())).toBe('bad-credentials');
    expect((await loaded(await open(word))).mustChange).toBe(true);
  });
});

it('housekeeping removes what is long over and leaves what still counts', async () => {
  await code(open('wrong horse battery'));
  await world.person(`${login}y`);
  const token = await open(password, `${login}y`);
  const count = async () => {
    const found = await world.test.owner.query<{ attempts: number; sessions: number }>(
      `select (select count(*)::int from login_attempt where kind = 'login') as attempts, (select count(*)::int from session where person in (select id from person where login = $1)) as sessions`,
      [`${login}y`],
    );
    return found.rows[0];
  };
  const before = await count();
  await sweepIdentity(world.deps.database, world.clock.now(), world.deps.settings);
  expect(await count()).toEqual(before);
  expect(await world.cache.load(token)).not.toBeNull();
  await sweepIdentity(world.deps.database, new Date(world.clock.now().getTime() + 31 * 24 * 3_600_000), world.deps.settings);
  expect(await count()).toEqual({ attempts: 0, sessions: 0 });
});

describe('the bare server role', () => {
  it.each(['session', 'credential', 'login_attempt', 'person', 'post'])('reads nothing of %s', async (table) => {
    await expect(world.deps.database.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
  });
});
