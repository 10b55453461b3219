import type { Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Accountable, actOnAccount } from './act.ts';
import { asIdentity } from './identity-role.ts';
import type { IdentityDeps } from './session.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

const issuer = '安网';

interface Row {
  readonly secret: string;
  readonly last_step: number;
  readonly confirmed_at: Date | null;
}

const present: Detail = {
  code: 'authenticator-present',
  text: {
    zh: '已经设置了验证码；要换手机，请先移除原来的',
    en: 'A code generator is set up already; to change the phone, remove the present one first',
  },
};
const notBegun: Detail = {
  code: 'authenticator-not-begun',
  text: { zh: '请先用手机扫描二维码', en: 'Scan the picture with your phone first' },
};
export const wrongCode: Detail = {
  code: 'code-wrong',
  field: 'code',
  text: {
    zh: '验证码不正确或已用过；请核对手机时间，等下一个验证码再试',
    en: 'The code is wrong or was used already; check the clock of your phone and try the next one',
  },
};

function contextOf(person: string): string {
  return `authenticator.${person}`;
}

async function find(sql: Sql, person: string): Promise<Row | undefined> {
  const found = await sql.query<Row>('select secret, last_step, confirmed_at from authenticator where person = $1 for update', [person]);
  return found.rows[0];
}

/** A new secret that counts only once a code of it has been typed. Throws refused when one counts already. */
export function beginAuthenticator(deps: IdentityDeps, person: string): Promise<{ secret: string; uri: string }> {
  const secret = newTotpSecret(deps.random);
  return asIdentity(deps.database, async (sql) => {
    if ((await find(sql, person))?.confirmed_at instanceof Date) throw new Problem('refused', [present]);
    await sql.query(
      `insert into authenticator (person, secret) values ($1, $2)
       on conflict (person) do update set secret = excluded.secret, last_step = 0`,
      [person, deps.vault.seal(secret, contextOf(person))],
    );
    const found = await sql.query<{ login: string }>('select login from person where id = $1', [person]);
    return { secret, uri: totpUri(secret, found.rows[0]?.login ?? '', issuer) };
  });
}

/** The first right code. Runs under the identity role. Throws refused, invalid. */
export async function confirmAuthenticator(sql: Sql, deps: IdentityDeps, { actor }: Accountable, code: string): Promise<void> {
  const at = deps.clock.now();
  const row = await find(sql, actor.person);
  if (row === undefined) throw new Problem('refused', [notBegun]);
  if (row.confirmed_at !== null) throw new Problem('refused', [present]);
  const step = totpStep(deps.vault.open(row.secret, contextOf(actor.person)), code, at, row.last_step);
  if (step === null) throw new Problem('invalid', [wrongCode]);
  await sql.query('update authenticator set confirmed_at = $1, last_step = $2 where person = $3', [at, step, actor.person]);
  await actOnAccount(sql, deps.random, { actor, person: actor.person, at, verb: 'person.add-authenticator' });
}

/** Whether a code is right; a right one is used up. Runs under the identity role. */
export async function takeCode(sql: Sql, deps: IdentityDeps, person: string, code: string): Promise<boolean> {
  const row = await find(sql, person);
  if (row === undefined || row.confirmed_at === null) return false;
  const step = totpStep(deps.vault.open(row.secret, contextOf(person)), code, deps.clock.now(), row.last_step);
  if (step === null) return false;
  await sql.query('update authenticator set last_step = $1 where person = $2', [step, person]);
  return true;
}
