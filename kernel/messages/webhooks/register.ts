import type { Clock } from '#kernel/clock/clock.ts';
import { newId, type Random } from '#kernel/clock/random.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import { type Guard, urlFault } from './guarded-post.ts';

export interface WebhookDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly guard: Guard;
}

export interface Webhook {
  readonly id: string;
  readonly version: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly state: 'active' | 'paused' | 'disabled';
  readonly failures: number;
  readonly created_at: Date;
  readonly created_by: string;
}

const faults: Readonly<Record<'url-shape' | 'url-https' | 'url-private', Text>> = {
  'url-shape': { zh: '地址应形如 https://example.cn/path', en: 'An address looks like https://example.cn/path' },
  'url-https': { zh: '地址须以 https:// 开头', en: 'The address must begin with https://' },
  'url-private': { zh: '不能指向内部网络的地址', en: 'It may not lead to an address of a private network' },
};

const mostOfOne = 20;
const tooMany: Detail = {
  code: 'too-many',
  text: { zh: `一个单位最多登记 ${mostOfOne} 个`, en: `An organisation registers at most ${mostOfOne}` },
};
const onlyAdministrators: Detail = {
  code: 'not-administrator',
  text: { zh: '由本单位的系统管理员或企业主要负责人办理', en: 'This is for an administrator, or the head of the enterprise' },
};

/** Who may let machines of his organisation be told: whoever answers for its systems. */
export function keepsWebhooks(actor: Actor): boolean {
  const sees = actor.reader === 'officer' || actor.reader === 'line' || actor.reader === 'enterprise';
  return sees && actor.roles.some((role) => role === 'administrator' || role === 'enterprise-head');
}

function admit(actor: Actor): void {
  if (!keepsWebhooks(actor)) throw new Problem('forbidden', [onlyAdministrators]);
}

interface Entered {
  readonly id: string;
  readonly version: number;
  readonly verb: string;
  readonly from: string | null;
  readonly to: string;
  readonly set: Readonly<Record<string, unknown>>;
}

async function enter(sql: Sql, actor: Actor, at: Date, entry: Entered): Promise<void> {
  const { verb, ...rest } = entry;
  const { region, line, subject } = actor;
  await appendEntry(sql, { ...rest, type: 'webhook', at, verb: `webhook.${verb}`, actor, scope: { region, line, subject }, personal: [] });
}

/**
 * Registers an address of one's organisation; it is told of what the post that registers it may see. Throws invalid, forbidden.
 * @returns the secret that requests are signed with, this once.
 */
export async function registerWebhook(
  { database, clock, random, guard }: WebhookDeps,
  actor: Actor,
  input: { readonly url: string; readonly events: readonly string[] },
): Promise<{ readonly id: string; readonly secret: string }> {
  admit(actor);
  const fault = urlFault(input.url, guard);
  if (fault !== null) throw new Problem('invalid', [{ code: fault, field: 'url', text: faults[fault] }]);
  const at = clock.now();
  const id = newId(clock, random);
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const events = [...new Set(input.events)].sort();
  await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const { rows } = await sql.query<{ n: number }>(
      `select count(*)::int as n from webhook where organisation = $1 and state <> 'removed'`,
      [deskOf(actor)],
    );
    if ((rows[0]?.n ?? 0) >= mostOfOne) throw new Problem('refused', [tooMany]);
    await sql.query(
      `insert into webhook (id, organisation, reader, region, line, subject, url, secret, events, state, created_at, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $11)`,
      [id, deskOf(actor), actor.reader, actor.region, actor.line, actor.subject, input.url, secret, events, at, actor.person],
    );
    const set = { url: input.url, events, organisation: deskOf(actor) };
    await enter(sql, actor, at, { id, version: 1, verb: 'register', from: null, to: 'active', set });
  });
  return { id, secret };
}

const moves = { pause: 'paused', resume: 'active', remove: 'removed' } as const;
export type WebhookMove = keyof typeof moves;

interface Locked {
  readonly version: number;
  readonly state: string;
  readonly organisation: string;
}

async function lock(sql: Sql, actor: Actor, id: string): Promise<Locked> {
  const { rows } = await sql.query<Locked>('select version, state, organisation from webhook where id = $1 for update', [id]);
  const [row] = rows;
  if (row === undefined || row.organisation !== deskOf(actor) || row.state === 'removed') throw new Problem('not-found');
  return row;
}

/** Pauses, resumes or removes a webhook of one's organisation; resumed, it goes on with what has waited. Throws not-found, forbidden, stale. */
export async function moveWebhook(deps: WebhookDeps, actor: Actor, id: string, version: number, move: WebhookMove): Promise<void> {
  admit(actor);
  const at = deps.clock.now();
  await deps.database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const row = await lock(sql, actor, id);
    if (row.version !== version) throw new Problem('stale');
    const to = moves[move];
    await sql.query('update webhook set version = version + 1, state = $2, failures = 0 where id = $1', [id, to]);
    if (move === 'remove') await sql.query('delete from webhook_delivery where webhook = $1', [id]);
    await enter(sql, actor, at, { id, version: row.version + 1, verb: move, from: row.state, to, set: { state: to } });
  });
}

/** Queues one event that means nothing, so that somebody sees whether it arrives. Throws not-found, forbidden. */
export async function testWebhook({ database, clock, random }: WebhookDeps, actor: Actor, id: string): Promise<void> {
  admit(actor);
  const at = clock.now();
  await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    await lock(sql, actor, id);
    const delivery = newId(clock, random);
    const body = JSON.stringify({ id: delivery, event: 'webhook.test', at: at.toISOString() });
    await sql.query(
      `insert into webhook_delivery (id, webhook, event, body, state, at, next_at) values ($1, $2, 'webhook.test', $3, 'queued', $4, $4)`,
      [delivery, id, body, at],
    );
  });
}
