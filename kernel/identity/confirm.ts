import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { wrongCode } from './authenticator.ts';
import { asIdentity } from './identity-role.ts';
import { forgiveAttempt } from './lock-out.ts';
import { admit, type Origin } from './login.ts';
import { notAccepted, type RelyingParty } from './passkeys.ts';
import { verifyPassword } from './password.ts';
import { hasFactor, meansOf, type SecondStep, takeSecondStep, waysOpen } from './second-step.ts';
import type { IdentityDeps, Session } from './session.ts';
import { recordEvent } from './session-event.ts';

export interface Proof extends SecondStep {
  readonly password?: string;
  readonly site: RelyingParty;
}

const wrongPassword: Detail = { code: 'password-wrong', field: 'password', text: { zh: '密码不正确', en: 'The password is wrong' } };

/** Whether whoever sits there has proved it so recently that a sensitive act need not ask. */
export function isConfirmed(session: Session, now: number, window_ms: number): boolean {
  return now - session.askedAt < window_ms;
}

/**
 * Proves again who sits there: with the second factor by whoever has one, else with the password. Counted like a log-in.
 * Throws invalid, second-step-required, locked-out.
 */
export async function confirmSession(deps: IdentityDeps, session: Session, proof: Proof, origin: Origin): Promise<void> {
  const { person } = session.actor;
  const { means, login, hash } = await asIdentity(deps.database, async (sql) => {
    const found = await sql.query<{ login: string; hash: string | null }>(
      'select p.login, c.hash from person p left join credential c on c.person = p.id where p.id = $1',
      [person],
    );
    const row = found.rows[0];
    if (row === undefined) throw new Problem('signed-out');
    return { means: await meansOf(sql, person), ...row };
  });
  if (hasFactor(means) && proof.code === undefined && proof.passkey === undefined)
    throw new Problem('second-step-required', waysOpen(means));
  await admit(deps, login, origin.address);
  const by = hasFactor(means)
    ? await asIdentity(deps.database, (sql) => takeSecondStep(sql, deps, person, proof, proof.site))
    : hash !== null && (await verifyPassword(hash, proof.password ?? ''))
      ? 'password'
      : null;
  const at = deps.clock.now();
  await asIdentity(deps.database, async (sql) => {
    if (by === null) return recordEvent(sql, { kind: 'failed', at, session: session.id, person, address: origin.address });
    await forgiveAttempt(sql, login, origin.address);
    await sql.query('update session set asked_at = $1 where id = $2', [at, session.id]);
    await recordEvent(sql, { kind: 'confirmed', at, session: session.id, person, address: origin.address, what: by });
  });
  if (by === null)
    throw new Problem('invalid', [hasFactor(means) ? (proof.passkey === undefined ? wrongCode : notAccepted) : wrongPassword]);
}
