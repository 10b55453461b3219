import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { asIdentity, sha256 } from './identity-role.ts';
import type { IdentityDeps } from './session.ts';

export type { AuthenticationResponseJSON, RegistrationResponseJSON };

/** The site that passkeys belong to, as the browser names it. A passkey made for one host name answers no other. */
export interface RelyingParty {
  /** Host name without a port. */
  readonly id: string;
  /** Scheme, host and port. */
  readonly origin: string;
}

const challenge_ms = 5 * 60_000;
const most = 20;

export const notAccepted: Detail = {
  code: 'passkey-not-accepted',
  text: { zh: '通行密钥未通过验证，请重试', en: 'The passkey was not accepted; please try again' },
};
const known: Detail = { code: 'passkey-known', text: { zh: '这个通行密钥已经登记过', en: 'This passkey is registered already' } };
const tooMany: Detail = {
  code: 'passkeys-many',
  text: { zh: `最多登记 ${most} 个通行密钥，请先移除不用的`, en: `At most ${most} passkeys; remove one that you no longer use` },
};

/** 256 random bits that are to be signed once, within five minutes. */
async function newChallenge(sql: Sql, deps: IdentityDeps, person: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(deps.random.bytes(32));
  await sql.query('insert into passkey_challenge (hash, person, expires_at) values ($1, $2, $3)', [
    sha256(Buffer.from(challenge).toString('base64url')),
    person,
    new Date(deps.clock.now().getTime() + challenge_ms),
  ]);
  return challenge;
}

/** Whether a challenge is open: to make a passkey it was given to a person, to answer with one to whoever comes. It is used up by that. */
function taker(sql: Sql, deps: IdentityDeps, person: string | null): (challenge: string) => Promise<boolean> {
  return async (challenge) => {
    const taken = await sql.query('delete from passkey_challenge where hash = $1 and person is not distinct from $2 and expires_at > $3', [
      sha256(challenge),
      person,
      deps.clock.now(),
    ]);
    return taken.rowCount === 1;
  };
}

interface Known {
  readonly id: string;
  readonly transports: string[];
}

/** What the browser needs to make a passkey. Throws refused when there are too many. */
export function registrationOptions(
  deps: IdentityDeps,
  person: string,
  site: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return asIdentity(deps.database, async (sql) => {
    const { rows } = await sql.query<Known>('select id, transports from passkey where person = $1', [person]);
    if (rows.length >= most) throw new Problem('refused', [tooMany]);
    const named = await sql.query<{ login: string; name: string }>('select login, name from person where id = $1', [person]);
    return generateRegistrationOptions({
      rpName: '安网 Anwang',
      rpID: site.id,
      userName: named.rows[0]?.login ?? '',
      userDisplayName: named.rows[0]?.name ?? '',
      userID: new Uint8Array(Buffer.from(person.replaceAll('-', ''), 'hex')),
      challenge: await newChallenge(sql, deps, person),
      excludeCredentials: rows.map((row) => ({ id: row.id, transports: [...row.transports] })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });
}

/** Keeps a new passkey. Runs under the identity role. Throws invalid, duplicate. */
export async function keepPasskey(
  sql: Sql,
  deps: IdentityDeps,
  person: string,
  made: { readonly name: string; readonly response: RegistrationResponseJSON; readonly site: RelyingParty },
): Promise<string> {
  const verified = await verifyRegistrationResponse({
    response: made.response,
    expectedChallenge: taker(sql, deps, person),
    expectedOrigin: made.site.origin,
    expectedRPID: made.site.id,
  }).catch(() => ({ verified: false as const }));
  if (!verified.verified) throw new Problem('invalid', [notAccepted]);
  const { credential } = verified.registrationInfo;
  const kept = await sql.query(
    `insert into passkey (id, person, name, public_key, counter, transports, relying_party, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do nothing`,
    [
      credential.id,
      person,
      made.name,
      Buffer.from(credential.publicKey),
      credential.counter,
      credential.transports ?? [],
      made.site.id,
      deps.clock.now(),
    ],
  );
  if (kept.rowCount !== 1) throw new Problem('duplicate', [known]);
  return credential.id;
}

/** What the browser needs to answer with a passkey: one of the person's, or any that it holds for this site. */
export function authenticationOptions(
  deps: IdentityDeps,
  person: string | null,
  site: RelyingParty,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return asIdentity(deps.database, async (sql) => {
    const allowed = person === null ? [] : (await sql.query<Known>('select id, transports from passkey where person = $1', [person])).rows;
    return generateAuthenticationOptions({
      rpID: site.id,
      challenge: await newChallenge(sql, deps, null),
      userVerification: 'required',
      allowCredentials: allowed.map((row) => ({ id: row.id, transports: [...row.transports] })),
    });
  });
}

interface Row {
  readonly person: string;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly relying_party: string;
}

/** Whether the answer was signed by a passkey of the person, for this site and an open challenge. Runs under the identity role. */
export async function takePasskey(
  sql: Sql,
  deps: IdentityDeps,
  person: string,
  response: AuthenticationResponseJSON,
  site: RelyingParty,
): Promise<boolean> {
  const found = await sql.query<Row>(
    'select person, public_key, counter, transports, relying_party from passkey where id = $1 and person = $2 for update',
    [response.id, person],
  );
  const row = found.rows[0];
  if (row === undefined || row.relying_party !== site.id) return false;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: taker(sql, deps, null),
    expectedOrigin: site.origin,
    expectedRPID: row.relying_party,
    credential: { id: response.id, publicKey: new Uint8Array(row.public_key), counter: row.counter, transports: [...row.transports] },
  }).catch(() => null);
  if (verified?.verified !== true) return false;
  await sql.query('update passkey set counter = $1, used_at = $2 where id = $3', [
    verified.authenticationInfo.newCounter,
    deps.clock.now(),
    response.id,
  ]);
  return true;
}
