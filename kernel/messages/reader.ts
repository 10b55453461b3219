import type { Database, Sql } from '#kernel/database/sql.ts';
import { hands, isHand } from '#kernel/identity/hands.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import type { Role } from '#kernel/scope/roles.ts';
import { enterScope, enterWriter, planName } from '#kernel/scope/scope.ts';

/** Who reads along at a desk and does not answer for it. */
const bystanders: readonly Role[] = ['worker', 'workers-congress', 'public', ...hands];

/** Whether somebody in these roles answers for his desk: is written to, and may say that the desk has taken note. */
export function answersFor(roles: readonly Role[]): boolean {
  return roles.some((role) => !bystanders.includes(role));
}

/** Whoever runs the platform has no business with the records that his desk is told of: he reads what was written to him in person. */
export function ownOnly(actor: Actor): boolean {
  return actor.roles.every(isHand);
}

const notYours: Detail = {
  code: 'not-answering',
  text: { zh: '由本单位负责办理的岗位确认', en: 'A post that answers for this desk acknowledges it' },
};

/** Whether the reader may see the message, asked under his own role; the transaction goes on as anwang_writer. */
async function visible(sql: Sql, actor: Actor, id: string): Promise<boolean> {
  await sql.query(enterScope(actor));
  const text = 'select 1 from message where id = $1 and (not $2 or person::text = $3)';
  const found = await sql.query({ name: planName('message.probe', actor), text, values: [id, ownOnly(actor), actor.person] });
  await sql.query(enterWriter);
  return found.rows.length > 0;
}

const readText = `insert into message_receipt (message, person, sender, read_at) select id, $2, sender, $3 from message where id = any($1::uuid[])
  on conflict (message, person) do update set read_at = greatest(message_receipt.read_at, excluded.read_at)`;

/** Keeps that somebody has read a message at his desk. Throws not-found. */
export async function markRead(database: Database, actor: Actor, id: string, now: Date): Promise<void> {
  await database.transaction(async (sql) => {
    if (!(await visible(sql, actor, id))) throw new Problem('not-found');
    await sql.query({ name: 'message.read', text: readText, values: [[id], actor.person, now] });
  });
}

const unreadText = `select m.id from message m left join message_receipt r on r.message = m.id and r.person = $2::uuid
  where m.desk = $1 and (not $3 or m.person = $2) and (r.read_at is null or r.read_at < m.latest_at) and not (m.must_acknowledge and m.acknowledged_at is null)
  order by m.latest_at desc, m.id desc limit 1000`;

/** Marks up to a thousand as read, the newest first; what must be acknowledged stays. @returns how many. */
export async function markAllRead(database: Database, actor: Actor, now: Date): Promise<number> {
  return database.transaction(async (sql) => {
    await sql.query(enterScope(actor));
    const statement = { name: planName('message.unread', actor), text: unreadText, values: [deskOf(actor), actor.person, ownOnly(actor)] };
    const found = await sql.query<{ id: string }>(statement);
    await sql.query(enterWriter);
    const ids = found.rows.map((row) => row.id);
    if (ids.length > 0) await sql.query({ name: 'message.read', text: readText, values: [ids, actor.person, now] });
    return ids.length;
  });
}

interface Locked {
  readonly version: number;
  readonly desk: string;
  readonly must_acknowledge: boolean;
  readonly acknowledged_at: Date | null;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
}

const lockText = `select m.version, m.desk, m.must_acknowledge, m.acknowledged_at, i.region, i.line, i.subject
  from message m join lateral (select region, line, subject from message_item where message = m.id order by at, id limit 1) i on true
  where m.id = $1 for update of m`;

/**
 * Says for the desk that it has taken note: an act, with an entry in the ledger. Said again it changes nothing.
 * Throws not-found, refused, forbidden.
 * @returns whether this call was the one.
 */
export async function acknowledge(database: Database, actor: Actor, id: string, now: Date): Promise<boolean> {
  return database.transaction(async (sql) => {
    if (!(await visible(sql, actor, id))) throw new Problem('not-found');
    const [row] = (await sql.query<Locked>({ name: 'message.lock', text: lockText, values: [id] })).rows;
    if (row === undefined) throw new Problem('not-found');
    if (row.desk !== deskOf(actor) || !answersFor(actor.roles)) throw new Problem('forbidden', [notYours]);
    if (!row.must_acknowledge) {
      const text = { zh: '这条消息不需要确认', en: 'This message needs no acknowledgement' };
      throw new Problem('refused', [{ code: 'nothing-to-acknowledge', text }]);
    }
    await sql.query({ name: 'message.read', text: readText, values: [[id], actor.person, now] });
    if (row.acknowledged_at !== null) return false;
    const version = row.version + 1;
    await sql.query({
      name: 'message.acknowledge',
      text: `update message set version = $2, acknowledged_at = $3, acknowledged_by = $4, acknowledge_by = null, next_at = null where id = $1`,
      values: [id, version, now, actor.person],
    });
    const set = { acknowledged_at: now.toISOString(), acknowledged_by: actor.person };
    const { region, line, subject } = row;
    await appendEntry(sql, {
      ...{ type: 'message', id, version, at: now, verb: 'message.acknowledge', from: 'open', to: 'acknowledged' },
      ...{ actor, scope: { region, line, subject }, set, personal: [] },
    });
    return true;
  });
}
