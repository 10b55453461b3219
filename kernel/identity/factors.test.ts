import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { confirmSession, isConfirmed, type Proof } from './confirm.ts';
import { type FactorResets, factorResetsService } from './factor-reset.ts';
import { type Factors, factorsService } from './factors.ts';
import type { SecondStep } from './second-step.ts';
import type { Session } from './session.ts';
import { type IdentityWorld, identityWorld, origin, password, site } from './testing.ts';
import { softPasskey } from './testing-passkey.ts';
import { totpAt } from './totp.ts';

const minute = 60_000;
const step = 30_000;
let world: IdentityWorld;
let factors: Factors;
let resets: FactorResets;
let count = 0;
let login: string;
let session: Session;
let who: { actor: Actor };

beforeAll(async () => {
  world = await identityWorld();
  factors = factorsService(world.deps, world.cache.refresh);
  resets = factorResetsService(world.deps, world.cache.refresh);
});
afterAll(() => world.close());

const open = (shown: SecondStep & { word?: string } = {}, name = login) => {
  const { word, ...second } = shown;
  return world.login.open({ ...origin, address: `10.3.0.${count}`, site, login: name, password: word ?? password, ...second });
};
const loaded = async (token: string): Promise<Session> => {
  const found = await world.cache.load(token);
  if (found === null) throw new Error('no session');
  return found;
};
const enter = async (name: string, roles: Actor['roles'], region = '220000.220100'): Promise<Actor> => {
  await world.person(name, { roles, region, organisation: 'changchun-emergency' });
  return (await loaded(await open({}, name))).actor;
};
const told = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Problem ? [error.code, ...error.details.map((each) => each.code)] : [String(error)];
};
const now = () => world.clock.now();

/** With a code generator that counts; answers its secret and the recovery codes. */
async function withAuthenticator(): Promise<{ secret: string; codes: readonly string[] }> {
  const { secret } = await factors.beginAuthenticator(who);
  const codes = await factors.confirmAuthenticator(who, totpAt(secret, now()));
  world.clock.advance(step);
  return { secret, codes };
}

async function withPasskey() {
  const passkey = softPasskey(site);
  const { challenge } = await factors.registrationOptions(who, site);
  const made = await factors.addPasskey(who, { name: '办公电脑', response: passkey.create(challenge), site });
  return { passkey, ...made };
}
const challengeOf = async () => (await factors.authenticationOptions(null, site)).challenge;

beforeEach(async () => {
  count += 1;
  login = `holder${count}`;
  world.needing.roles = [];
  await world.person(login);
  session = await loaded(await open());
  who = session;
});

describe('a code generator', () => {
  it('does not count before a code of it was typed, and a wrong code does not make it count', async () => {
    const { secret } = await factors.beginAuthenticator(who);
    expect(await told(factors.confirmAuthenticator(who, totpAt(secret, new Date(now().getTime() - 10 * minute))))).toEqual([
      'invalid',
      'code-wrong',
    ]);
    expect(await told(open())).toEqual(['undefined']);
    expect((await factors.view(who)).authenticatorSince).toBeNull();
  });

  it('is not replaced without being removed, and not confirmed before it was begun', async () => {
    expect(await told(factors.confirmAuthenticator(who, '123456'))).toEqual(['refused', 'authenticator-not-begun']);
    await withAuthenticator();
    expect(await told(factors.beginAuthenticator(who))).toEqual(['refused', 'authenticator-present']);
  });

  it('is asked for after the right password, and only then', async () => {
    await withAuthenticator();
    expect(await told(open({ word: 'wrong password' }))).toEqual(['bad-credentials']);
    expect(await told(open())).toEqual(['second-step-required', 'authenticator', 'recovery-code']);
  });

  it('opens once per code: the same code again is refused, an older one too', async () => {
    const { secret } = await withAuthenticator();
    const code = totpAt(secret, now());
    expect((await loaded(await open({ code }))).hasFactor).toBe(true);
    expect(await told(open({ code }))).toEqual(['invalid', 'code-wrong']);
    expect(await told(open({ code: totpAt(secret, new Date(now().getTime() - step)) }))).toEqual(['invalid', 'code-wrong']);
    world.clock.advance(step);
    expect((await loaded(await open({ code: totpAt(secret, now()) }))).actor.person).toBe(who.actor.person);
  });

  it('shares the lock of the password: five wrong codes, and the right one waits', async () => {
    const { secret } = await withAuthenticator();
    for (let n = 0; n < 5; n += 1) expect(await told(open({ code: '000000' }))).toEqual(['invalid', 'code-wrong']);
    expect(await told(open({ code: totpAt(secret, now()) }))).toEqual(['locked-out', 'wait']);
  });

  it('asking for the second step gives a guess back, so that it cannot be used to forget wrong codes', async () => {
    await withAuthenticator();
    for (let n = 0; n < 4; n += 1) {
      await told(open({ code: '000000' }));
      expect((await told(open()))[0]).toBe('second-step-required');
    }
    expect(await told(open({ code: '000000' }))).toEqual(['invalid', 'code-wrong']);
    expect((await told(open()))[0]).toBe('locked-out');
  });

  it('lies in the database sealed', async () => {
    const { secret } = await withAuthenticator();
    const { rows } = await world.test.owner.query<{ secret: string }>('select secret from authenticator where person = $1', [
      who.actor.person,
    ]);
    expect(rows[0]?.secret).toMatch(/^sealed:1:/);
    expect(rows[0]?.secret).not.toContain(secret);
  });
});

describe('recovery codes', () => {
  it('are refused to whoever has no factor', async () => {
    expect(await told(factors.renewRecoveryCodes(who))).toEqual(['refused', 'factor-none']);
  });

  it('open once each, however they are typed, and new ones void the former', async () => {
    const { codes } = await withAuthenticator();
    const [first = '', second = ''] = codes;
    expect(codes).toHaveLength(10);
    await open({ code: ` ${first.toUpperCase().replaceAll('-', ' ')} ` });
    expect(await told(open({ code: first }))).toEqual(['invalid', 'code-wrong']);
    expect((await factors.view(who)).recoveryCodesLeft).toBe(9);
    const renewed = await factors.renewRecoveryCodes(who);
    expect(await told(open({ code: second }))).toEqual(['invalid', 'code-wrong']);
    await open({ code: renewed[0] ?? '' });
    const { rows } = await world.test.owner.query<{ hash: string }>('select hash from recovery_code where person = $1', [who.actor.person]);
    expect(rows.every((row) => row.hash.startsWith('$argon2id$'))).toBe(true);
  });
});

describe('a passkey', () => {
  it('is refused for another site, another challenge, and twice for one challenge', async () => {
    const passkey = softPasskey({ id: 'evil.example', origin: 'https://evil.example' });
    const { challenge } = await factors.registrationOptions(who, site);
    const made = { name: 'x', site };
    expect(await told(factors.addPasskey(who, { ...made, response: passkey.create(challenge) }))).toEqual([
      'invalid',
      'passkey-not-accepted',
    ]);
    expect(await told(factors.addPasskey(who, { ...made, response: softPasskey(site).create('AAAA') }))).toEqual([
      'invalid',
      'passkey-not-accepted',
    ]);
    const good = softPasskey(site);
    await factors.addPasskey(who, { ...made, response: good.create(challenge) });
    expect(await told(factors.addPasskey(who, { ...made, response: softPasskey(site).create(challenge) }))).toEqual([
      'invalid',
      'passkey-not-accepted',
    ]);
  });

  it('logs in alone, once per challenge, and not from another site or after five minutes', async () => {
    const { passkey } = await withPasskey();
    const openBy = (challenge: string, at = site) =>
      world.login.openByPasskey({ ...origin, address: `10.3.0.${count}`, passkey: passkey.answer(challenge), site: at });
    const challenge = await challengeOf();
    expect((await loaded(await openBy(challenge))).actor.person).toBe(who.actor.person);
    expect(await told(openBy(challenge))).toEqual(['bad-credentials', 'passkey-not-accepted']);
    const other = { id: 'other.example', origin: 'https://other.example' };
    expect(await told(openBy(await challengeOf(), other))).toEqual(['bad-credentials', 'passkey-not-accepted']);
    const late = await challengeOf();
    world.clock.advance(5 * minute);
    expect(await told(openBy(late))).toEqual(['bad-credentials', 'passkey-not-accepted']);
  });

  it('of nobody is refused like a wrong one, and locks in the end', async () => {
    const stranger = softPasskey(site);
    const attempt = async () =>
      told(world.login.openByPasskey({ ...origin, address: `10.3.0.${count}`, passkey: stranger.answer(await challengeOf()), site }));
    for (let n = 0; n < 5; n += 1) expect(await attempt()).toEqual(['bad-credentials', 'passkey-not-accepted']);
    expect(await attempt()).toEqual(['locked-out', 'wait']);
  });

  it('is a second step too, is named, and is removed by nobody else', async () => {
    const { passkey, id, codes } = await withPasskey();
    expect(codes).toHaveLength(10);
    expect(await told(open())).toEqual(['second-step-required', 'passkey', 'recovery-code']);
    await open({ passkey: passkey.answer(await challengeOf()) });
    await factors.renamePasskey(who, id, '家里');
    expect((await factors.view(who)).passkeys).toMatchObject([{ id, name: '家里', usedAt: now().toISOString() }]);
    const stranger = { actor: await enter(`stranger${count}`, ['supervisor']) };
    expect(await told(factors.removePasskey(stranger, id))).toEqual(['not-found']);
    await factors.removePasskey(who, id);
    expect(await factors.view(who)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
  });
});

describe('where the post needs a factor', () => {
  it('the last one is not removed, the last but one is', async () => {
    world.needing.roles = ['supervisor'];
    const { id } = await withPasskey();
    expect(await told(factors.removePasskey(who, id))).toEqual(['refused', 'factor-last']);
    await withAuthenticator();
    await factors.removePasskey(who, id);
    expect(await told(factors.removeAuthenticator(who))).toEqual(['refused', 'factor-last']);
    expect((await factors.view(who)).required).toBe(true);
  });
});

describe('every change', () => {
  it('is an entry of the ledger, in order, and holds no secret', async () => {
    const { secret } = await withAuthenticator();
    const { id } = await withPasskey();
    await factors.renamePasskey(who, id, '钥匙');
    await factors.renewRecoveryCodes(who);
    await factors.removeAuthenticator(who);
    const { rows } = await world.test.owner.query<{ version: number; verb: string; body: string }>(
      'select version, verb, body from ledger_entry where record_id = $1 order by version',
      [who.actor.person],
    );
    expect(rows.map((row) => row.verb)).toEqual([
      'person.create',
      'person.add-authenticator',
      'person.renew-recovery-codes',
      'person.add-passkey',
      'person.rename-passkey',
      'person.renew-recovery-codes',
      'person.remove-authenticator',
    ]);
    expect(rows.map((row) => row.version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows.map((row) => row.body).join()).not.toContain(secret);
  });
});

describe('proving again who sits there', () => {
  const window = () => world.deps.settings.confirmedMs;
  const confirm = (proof: Omit<Proof, 'site'>) =>
    confirmSession(world.deps, session, { site, ...proof }, { ...origin, address: `10.4.0.${count}` });
  const again = async () => {
    const { rows } = await world.test.owner.query<{ asked_at: Date }>('select asked_at from session where id = $1', [session.id]);
    return isConfirmed({ ...session, askedAt: rows[0]?.asked_at.getTime() ?? 0 }, now().getTime(), window());
  };

  it('is due ten minutes after the log-in; the password renews it, a wrong one does not', async () => {
    expect(await again()).toBe(true);
    world.clock.advance(window());
    expect(await again()).toBe(false);
    expect(await told(confirm({ password: 'wrong' }))).toEqual(['invalid', 'password-wrong']);
    expect(await told(confirm({}))).toEqual(['invalid', 'password-wrong']);
    expect(await again()).toBe(false);
    await confirm({ password });
    expect(await again()).toBe(true);
  });

  it('takes no password from whoever has a factor', async () => {
    const { secret } = await withAuthenticator();
    expect((await told(confirm({ password })))[0]).toBe('second-step-required');
    expect(await told(confirm({ code: '000000' }))).toEqual(['invalid', 'code-wrong']);
    world.clock.advance(window());
    await confirm({ code: totpAt(secret, now()) });
    expect(await again()).toBe(true);
  });

  it('counts as a log-in does: five wrong passwords, and the right one waits', async () => {
    for (let n = 0; n < 5; n += 1) await told(confirm({ password: 'wrong' }));
    expect(await told(confirm({ password }))).toEqual(['locked-out', 'wait']);
  });
});

describe('a reset of somebody’s second step', () => {
  let officer: Actor;
  let second: Actor;
  let administrator: Actor;
  beforeEach(async () => {
    officer = await enter(`officer${count}`, ['security-officer']);
    second = await enter(`second${count}`, ['security-officer']);
    administrator = await enter(`administrator${count}`, ['administrator']);
  });
  const ask = (by = officer) => resets.ask(by, who.actor.person, '手机遗失，已当面核对身份证');

  it('is not asked for by others, for oneself, outside the area, without a factor, or twice', async () => {
    await withAuthenticator();
    expect(await told(ask(administrator))).toEqual(['forbidden', 'security-officer-only']);
    expect(await told(ask({ ...officer, person: who.actor.person }))).toEqual(['forbidden', 'security-officer-only']);
    expect(await told(ask({ ...officer, region: '220000.220200' }))).toEqual(['not-found']);
    expect(await told(resets.ask(officer, second.person, 'x'))).toEqual(['refused', 'factor-none']);
    await ask();
    expect(await told(ask(second))).toEqual(['duplicate', 'reset-waiting']);
  });

  it('is not granted by the same hand, by the person, by a bystander or outside the area', async () => {
    await withAuthenticator();
    const { id } = await ask();
    expect(await told(resets.decide(officer, id, true))).toEqual(['forbidden', 'second-hand-only']);
    expect(await told(resets.decide({ ...second, person: who.actor.person }, id, true))).toEqual(['forbidden', 'second-hand-only']);
    expect(await told(resets.decide({ ...second, roles: ['auditor'] }, id, true))).toEqual(['forbidden', 'second-hand-only']);
    expect(await told(resets.decide({ ...second, region: '220000.220200' }, id, true))).toEqual(['not-found']);
    expect((await resets.list({ ...second, region: '220000.220200' })).map((each) => each.id)).not.toContain(id);
    expect((await told(open()))[0]).toBe('second-step-required');
  });

  it('granted by a second hand takes everything away and ends the sessions', async () => {
    const { codes } = await withAuthenticator();
    const token = await open({ code: codes[0] ?? '' });
    const { id } = await ask();
    expect((await resets.list(administrator)).find((each) => each.id === id)).toMatchObject({
      person: who.actor.person,
      askedBy: officer.person,
    });
    await resets.decide(administrator, id, true);
    expect(await world.cache.load(token)).toBeNull();
    expect((await loaded(await open())).hasFactor).toBe(false);
    expect(await told(resets.decide(second, id, true))).toEqual(['not-found']);
  });

  it('is declined, also by whoever asked, and can be asked for anew', async () => {
    await withAuthenticator();
    const { id } = await ask();
    await resets.decide(officer, id, false);
    expect((await told(open()))[0]).toBe('second-step-required');
    expect((await ask(second)).id).not.toBe(id);
  });
});
