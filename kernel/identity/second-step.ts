import type { Sql } from '#kernel/database/sql.ts';
import type { Detail } from '#kernel/problem/problem.ts';
import { takeCode } from './authenticator.ts';
import { type AuthenticationResponseJSON, type RelyingParty, takePasskey } from './passkeys.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import type { IdentityDeps } from './session.ts';

/** What somebody shows besides a password: a code of the generator, a recovery code, or an answer of a passkey. */
export interface SecondStep {
  readonly code?: string;
  readonly passkey?: AuthenticationResponseJSON;
}

export interface Means {
  readonly authenticator: boolean;
  readonly passkeys: boolean;
  readonly recoveryCodes: number;
}

/** What a person could show. Runs under the identity role. */
export async function meansOf(sql: Sql, person: string): Promise<Means> {
  const found = await sql.query<{ authenticator: boolean; passkeys: boolean; codes: number }>({
    name: 'identity.means',
    text: `select exists (select 1 from authenticator where person = $1 and confirmed_at is not null) as authenticator,
      exists (select 1 from passkey where person = $1) as passkeys,
      (select count(*)::int from recovery_code where person = $1 and used_at is null) as codes`,
    values: [person],
  });
  const row = found.rows[0];
  return { authenticator: row?.authenticator ?? false, passkeys: row?.passkeys ?? false, recoveryCodes: row?.codes ?? 0 };
}

export function hasFactor(means: Means): boolean {
  return means.authenticator || means.passkeys;
}

/** The ways that are open, each a detail that the log-in page shows its field for. */
export function waysOpen(means: Means): Detail[] {
  const ways: Detail[] = [];
  if (means.authenticator) ways.push({ code: 'authenticator', text: { zh: '手机验证码', en: 'A code of your phone' } });
  if (means.passkeys) ways.push({ code: 'passkey', text: { zh: '通行密钥', en: 'A passkey' } });
  if (means.recoveryCodes > 0) ways.push({ code: 'recovery-code', text: { zh: '恢复码', en: 'A recovery code' } });
  return ways;
}

/** By what the person was recognised, or null when by nothing. What was shown is used up. Runs under the identity role. */
export async function takeSecondStep(
  sql: Sql,
  deps: IdentityDeps,
  person: string,
  shown: SecondStep,
  site: RelyingParty,
): Promise<'authenticator' | 'passkey' | 'recovery-code' | null> {
  const { code, passkey } = shown;
  if (passkey !== undefined) return (await takePasskey(sql, deps, person, passkey, site)) ? 'passkey' : null;
  if (code === undefined) return null;
  const digits = code.normalize('NFKC').replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) return (await takeCode(sql, deps, person, digits)) ? 'authenticator' : null;
  return (await takeRecoveryCode(sql, person, code, deps.clock.now())) ? 'recovery-code' : null;
}
