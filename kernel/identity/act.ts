import type { Random } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Grant } from './grants.ts';
import { enterIdentity } from './identity-role.ts';

export interface Act {
  readonly actor: Actor;
  readonly at: Date;
  readonly verb: string;
  readonly type: 'person' | 'post';
  readonly id: string;
  readonly version: number;
  readonly from: string | null;
  readonly to: string;
  readonly scope: Pick<Grant, 'region' | 'line' | 'subject'>;
  readonly set: Readonly<Record<string, unknown>>;
  readonly personal: Readonly<Record<string, string>>;
  readonly random: Random;
}

/** Writes the act into the ledger, under the role that may, and comes back to the identity role. */
export async function enterAct(sql: Sql, act: Act): Promise<void> {
  const { region, line, subject } = act.scope;
  await sql.query(enterWriter);
  await appendEntry(sql, {
    type: act.type,
    id: act.id,
    version: act.version,
    at: act.at,
    verb: act.verb,
    from: act.from,
    to: act.to,
    actor: act.actor,
    scope: { region, line, subject },
    set: act.set,
    personal: Object.entries(act.personal).map(([field, value]) => ({ field, value, salt: act.random.bytes(32) })),
  });
  await sql.query(enterIdentity);
}

/** Whoever changes an own account; a session is one. */
export interface Accountable {
  readonly actor: Actor;
}

/** What is done about an account, by its person or by somebody else. */
export interface AccountAct {
  readonly actor: Actor;
  readonly person: string;
  readonly at: Date;
  /** `person.add-passkey` … */
  readonly verb: string;
  /** Where the entry stands; the actor's own area when left out. */
  readonly scope?: Pick<Grant, 'region' | 'line' | 'subject'>;
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Takes the person's next version and enters the act. Every server drops the person's cached sessions by it. Throws not-found. */
export async function actOnAccount(sql: Sql, random: Random, act: AccountAct): Promise<void> {
  const found = await sql.query<{ version: number }>('update person set version = version + 1 where id = $1 returning version', [
    act.person,
  ]);
  const version = found.rows[0]?.version;
  if (version === undefined) throw new Problem('not-found');
  await enterAct(sql, {
    actor: act.actor,
    at: act.at,
    verb: act.verb,
    type: 'person',
    id: act.person,
    version,
    from: 'active',
    to: 'active',
    scope: act.scope ?? act.actor,
    set: act.set ?? {},
    personal: {},
    random,
  });
}
