import { newId } from '#kernel/clock/random.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { isWithin, upperBound } from '#kernel/scope/region-path.ts';
import { actOnAccount } from './act.ts';
import { violates } from './constraint.ts';
import { asIdentity } from './identity-role.ts';
import { hasFactor, meansOf } from './second-step.ts';
import type { IdentityDeps } from './session.ts';

export interface ResetView {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: string;
}

/** Takes somebody's second factors away who has lost them. One security officer asks, another hand grants it: no single person can open an account. */
export interface FactorResets {
  /** Those that wait for a second hand, of people in the actor's area. Throws forbidden. */
  list(actor: Actor): Promise<ResetView[]>;
  /** Throws forbidden, not-found, duplicate, refused where there is nothing to take away. */
  ask(actor: Actor, person: string, reason: string): Promise<{ id: string }>;
  /** Grants or declines; a grant ends the person's sessions. Throws forbidden, not-found. */
  decide(actor: Actor, id: string, granted: boolean): Promise<void>;
}

const askerOnly: Detail = {
  code: 'security-officer-only',
  text: { zh: '只有安全保密管理员可以申请重置他人的第二步验证', en: "Only a security officer asks for a reset of somebody's second step" },
};
const deciderOnly: Detail = {
  code: 'second-hand-only',
  text: {
    zh: '须由另一名安全保密管理员或系统管理员办理，不能由申请人或本人办理',
    en: 'Another security officer or an administrator decides, neither the one who asked nor the person concerned',
  },
};
const nothingThere: Detail = { code: 'factor-none', text: { zh: '此人没有设置第二步验证', en: 'The person has no second step' } };
const waiting: Detail = {
  code: 'reset-waiting',
  text: { zh: '已有一项重置申请等待办理', en: 'A reset waits for its second hand already' },
};

function isHand(actor: Actor): boolean {
  return actor.roles.includes('security-officer') || actor.roles.includes('administrator');
}

export function factorResetsService(deps: IdentityDeps, refresh: () => Promise<void>): FactorResets {
  return {
    list: (actor) => listWaiting(deps, actor),
    ask: (actor, person, reason) => askReset(deps, actor, person, reason),
    decide: async (actor, id, granted) => {
      await decideReset(deps, actor, id, granted);
      await refresh();
    },
  };
}

/** The areas of a person's open posts. Whoever also serves a higher level is that level's business. Throws not-found. */
async function placeInside(sql: Sql, actor: Actor, person: string): Promise<{ region: string; line: string; subject: string | null }> {
  const found = await sql.query<{ region: string; line: string; subject: string | null }>(
    'select region, line, subject from post where person = $1 and valid_to is null order by region, id',
    [person],
  );
  const first = found.rows[0];
  if (first === undefined || !found.rows.every((row) => isWithin(row.region, actor.region))) throw new Problem('not-found');
  return first;
}

interface Row {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly reason: string;
  readonly asked_by: string;
  readonly asked_by_name: string;
  readonly asked_at: Date;
}

async function listWaiting(deps: IdentityDeps, actor: Actor): Promise<ResetView[]> {
  if (!isHand(actor)) throw new Problem('forbidden', [deciderOnly]);
  const found = await asIdentity(deps.database, (sql) =>
    sql.query<Row>(
      `select r.id, r.person, p.name, r.reason, r.asked_by, a.name as asked_by_name, r.asked_at
       from factor_reset r join person p on p.id = r.person join person a on a.id = r.asked_by
       where r.decided_at is null and not exists
         (select 1 from post t where t.person = r.person and t.valid_to is null and not (t.region >= $1 and t.region < $2))
       order by r.asked_at limit 100`,
      [actor.region, upperBound(actor.region)],
    ),
  );
  return found.rows.map((row) => ({
    id: row.id,
    person: row.person,
    name: row.name,
    reason: row.reason,
    askedBy: row.asked_by,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at.toISOString(),
  }));
}

async function askReset(deps: IdentityDeps, actor: Actor, person: string, reason: string): Promise<{ id: string }> {
  if (!actor.roles.includes('security-officer') || person === actor.person) throw new Problem('forbidden', [askerOnly]);
  const at = deps.clock.now();
  const id = newId(deps.clock, deps.random);
  return asIdentity(deps.database, async (sql) => {
    const scope = await placeInside(sql, actor, person);
    if (!hasFactor(await meansOf(sql, person))) throw new Problem('refused', [nothingThere]);
    await sql.query('insert into factor_reset (id, person, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5)', [
      id,
      person,
      reason,
      actor.person,
      at,
    ]);
    await actOnAccount(sql, deps.random, { actor, person, at, verb: 'person.ask-factor-reset', scope, set: { factor_reset: id, reason } });
    return { id };
  }).catch((error: unknown) => {
    if (violates(error, 'factor_reset_open')) throw new Problem('duplicate', [waiting]);
    throw error;
  });
}

async function decideReset(deps: IdentityDeps, actor: Actor, id: string, granted: boolean): Promise<void> {
  if (!isHand(actor)) throw new Problem('forbidden', [deciderOnly]);
  const at = deps.clock.now();
  await asIdentity(deps.database, async (sql) => {
    const found = await sql.query<{ person: string; asked_by: string }>(
      'select person, asked_by from factor_reset where id = $1 and decided_at is null for update',
      [id],
    );
    const row = found.rows[0];
    if (row === undefined) throw new Problem('not-found');
    const scope = await placeInside(sql, actor, row.person);
    // Whoever asked may take it back, but not grant it.
    if (actor.person === row.person || (granted && actor.person === row.asked_by)) throw new Problem('forbidden', [deciderOnly]);
    await sql.query('update factor_reset set decided_by = $1, decided_at = $2, granted = $3 where id = $4', [
      actor.person,
      at,
      granted,
      id,
    ]);
    if (granted) await takeAway(sql, row.person, actor.person, at);
    const verb = granted ? 'person.reset-factors' : 'person.decline-factor-reset';
    await actOnAccount(sql, deps.random, { actor, person: row.person, at, verb, scope, set: { factor_reset: id } });
  });
}

async function takeAway(sql: Sql, person: string, by: string, at: Date): Promise<void> {
  await sql.query('delete from authenticator where person = $1', [person]);
  await sql.query('delete from passkey where person = $1', [person]);
  await sql.query('delete from recovery_code where person = $1', [person]);
  await sql.query('update session set ended_at = $1, ended_by = $2 where person = $3 and ended_at is null', [at, by, person]);
}
