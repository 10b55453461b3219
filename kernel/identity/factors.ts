import type { Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { type Accountable, actOnAccount } from './act.ts';
import { beginAuthenticator, confirmAuthenticator } from './authenticator.ts';
import { asIdentity } from './identity-role.ts';
import { postsHeld } from './login.ts';
import { authenticationOptions, keepPasskey, type RegistrationResponseJSON, type RelyingParty, registrationOptions } from './passkeys.ts';
import { dayOf } from './post.ts';
import { makeRecoveryCodes, storeRecoveryCodes } from './recovery-codes.ts';
import { hasFactor, meansOf } from './second-step.ts';
import type { IdentityDeps } from './session.ts';

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
}

export interface FactorsView {
  /** One of the person's posts may do nothing without a second factor. */
  readonly required: boolean;
  readonly authenticatorSince: string | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly PasskeyView[];
}

/** A person's own second factors. Every change is an entry of the ledger. */
export interface Factors {
  view(who: Accountable): Promise<FactorsView>;
  /** A secret for a code generator, which counts after `confirmAuthenticator`. Throws refused. */
  beginAuthenticator(who: Accountable): Promise<{ secret: string; uri: string }>;
  /** Answers recovery codes when this is the first factor, else none. Throws invalid, refused. */
  confirmAuthenticator(who: Accountable, code: string): Promise<readonly string[]>;
  /** Throws not-found, refused where the post needs a factor and this is the last. */
  removeAuthenticator(who: Accountable): Promise<void>;
  /** Ten new recovery codes, shown this once; the former ones are void. Throws refused without a factor. */
  renewRecoveryCodes(who: Accountable): Promise<readonly string[]>;
  registrationOptions(who: Accountable, site: RelyingParty): ReturnType<typeof registrationOptions>;
  /** Answers recovery codes when this is the first factor, else none. Throws invalid, duplicate. */
  addPasskey(who: Accountable, made: NewPasskey): Promise<{ id: string; codes: readonly string[] }>;
  /** Throws not-found. */
  renamePasskey(who: Accountable, id: string, name: string): Promise<void>;
  /** Throws not-found, refused where the post needs a factor and this is the last. */
  removePasskey(who: Accountable, id: string): Promise<void>;
  /** What the browser signs with a passkey: at log-in without a person. */
  authenticationOptions(person: string | null, site: RelyingParty): ReturnType<typeof authenticationOptions>;
}

export interface NewPasskey {
  readonly name: string;
  readonly response: RegistrationResponseJSON;
  readonly site: RelyingParty;
}

const lastFactor: Detail = {
  code: 'factor-last',
  text: {
    zh: '您的岗位必须有第二步验证，不能移除最后一种；请先设置另一种',
    en: 'Your post needs a second step; set up another one before you remove the last',
  },
};
const noFactor: Detail = {
  code: 'factor-none',
  text: { zh: '请先设置验证码或通行密钥', en: 'Set up a code generator or a passkey first' },
};

/** `refresh` makes this server's session cache learn at once. */
export function factorsService(deps: IdentityDeps, refresh: () => Promise<void>): Factors {
  async function change<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const value = await asIdentity(deps.database, work);
    await refresh();
    return value;
  }
  return {
    view: (who) => viewFactors(deps, who.actor.person),
    beginAuthenticator: ({ actor }) => beginAuthenticator(deps, actor.person),
    confirmAuthenticator: (who, code) =>
      change((sql) => withFirstCodes(sql, deps, who, () => confirmAuthenticator(sql, deps, who, code))).then(({ codes }) => codes),
    removeAuthenticator: (who) => change((sql) => removeAuthenticator(sql, deps, who)),
    renewRecoveryCodes: (who) => change((sql) => renewRecoveryCodes(sql, deps, who)),
    registrationOptions: ({ actor }, site) => registrationOptions(deps, actor.person, site),
    addPasskey: (who, made) =>
      change(async (sql) => {
        const { value, codes } = await withFirstCodes(sql, deps, who, () => addPasskey(sql, deps, who, made));
        return { id: value, codes };
      }),
    renamePasskey: (who, id, name) => change((sql) => renamePasskey(sql, deps, who, id, name)),
    removePasskey: (who, id) => change((sql) => removePasskey(sql, deps, who, id)),
    authenticationOptions: (person, site) => authenticationOptions(deps, person, site),
  };
}

/** Whether one of the posts that the person holds today needs a second factor. Runs under the identity role. */
async function isRequired(sql: Sql, deps: IdentityDeps, person: string): Promise<boolean> {
  const needing = new Set(deps.secondFactorRoles());
  const posts = await postsHeld(sql, person, dayOf(deps.clock.now()));
  return posts.some((post) => post.roles.some((role) => needing.has(role)));
}

interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly used_at: Date | null;
}

function viewFactors(deps: IdentityDeps, person: string): Promise<FactorsView> {
  return asIdentity(deps.database, async (sql) => {
    const means = await meansOf(sql, person);
    const since = await sql.query<{ confirmed_at: Date | null }>('select confirmed_at from authenticator where person = $1', [person]);
    const passkeys = await sql.query<PasskeyRow>(
      'select id, name, created_at, used_at from passkey where person = $1 order by created_at, id',
      [person],
    );
    return {
      required: await isRequired(sql, deps, person),
      authenticatorSince: since.rows[0]?.confirmed_at?.toISOString() ?? null,
      recoveryCodesLeft: means.recoveryCodes,
      passkeys: passkeys.rows.map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at.toISOString(),
        usedAt: row.used_at?.toISOString() ?? null,
      })),
    };
  });
}

/** Does the work; whoever had no factor before it gets recovery codes, or the first lost phone would lock him out. */
async function withFirstCodes<T>(
  sql: Sql,
  deps: IdentityDeps,
  who: Accountable,
  work: () => Promise<T>,
): Promise<{ value: T; codes: readonly string[] }> {
  const before = await meansOf(sql, who.actor.person);
  const value = await work();
  if (hasFactor(before)) return { value, codes: [] };
  return { value, codes: await renewRecoveryCodes(sql, deps, who) };
}

async function renewRecoveryCodes(sql: Sql, deps: IdentityDeps, { actor }: Accountable): Promise<readonly string[]> {
  if (!hasFactor(await meansOf(sql, actor.person))) throw new Problem('refused', [noFactor]);
  const made = await makeRecoveryCodes(deps.random);
  await storeRecoveryCodes(sql, actor.person, made);
  await actOnAccount(sql, deps.random, { actor, person: actor.person, at: deps.clock.now(), verb: 'person.renew-recovery-codes' });
  return made.codes;
}

async function removeAuthenticator(sql: Sql, deps: IdentityDeps, { actor }: Accountable): Promise<void> {
  const removed = await sql.query('delete from authenticator where person = $1 and confirmed_at is not null', [actor.person]);
  if (removed.rowCount !== 1) throw new Problem('not-found');
  await afterRemoval(sql, deps, actor, 'person.remove-authenticator', {});
}

async function addPasskey(sql: Sql, deps: IdentityDeps, { actor }: Accountable, made: NewPasskey): Promise<string> {
  const id = await keepPasskey(sql, deps, actor.person, made);
  const set = { passkey: id, name: made.name };
  await actOnAccount(sql, deps.random, { actor, person: actor.person, at: deps.clock.now(), verb: 'person.add-passkey', set });
  return id;
}

async function renamePasskey(sql: Sql, deps: IdentityDeps, { actor }: Accountable, id: string, name: string): Promise<void> {
  const renamed = await sql.query('update passkey set name = $1 where id = $2 and person = $3', [name, id, actor.person]);
  if (renamed.rowCount !== 1) throw new Problem('not-found');
  const set = { passkey: id, name };
  await actOnAccount(sql, deps.random, { actor, person: actor.person, at: deps.clock.now(), verb: 'person.rename-passkey', set });
}

async function removePasskey(sql: Sql, deps: IdentityDeps, { actor }: Accountable, id: string): Promise<void> {
  const removed = await sql.query('delete from passkey where id = $1 and person = $2', [id, actor.person]);
  if (removed.rowCount !== 1) throw new Problem('not-found');
  await afterRemoval(sql, deps, actor, 'person.remove-passkey', { passkey: id });
}

/** With the last factor go the recovery codes, which would open nothing any more. Throws refused where the post needs one. */
async function afterRemoval(
  sql: Sql,
  deps: IdentityDeps,
  actor: Actor,
  verb: string,
  set: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (!hasFactor(await meansOf(sql, actor.person))) {
    if (await isRequired(sql, deps, actor.person)) throw new Problem('refused', [lastFactor]);
    await sql.query('delete from recovery_code where person = $1', [actor.person]);
  }
  await actOnAccount(sql, deps.random, { actor, person: actor.person, at: deps.clock.now(), verb, set });
}
