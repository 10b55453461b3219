import type { Database } from '#kernel/database/sql.ts';
import { type Actor, deskOf, systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { Webhook } from './register.ts';

/** The webhooks of the actor's own organisation; whether he may know of them is the caller's to ask. */
export async function listWebhooks(database: Database, actor: Actor): Promise<readonly Webhook[]> {
  return scoped(database, systemActor, async (sql) => {
    const text = `select id, version, url, events, state, failures, created_at, created_by from webhook
      where organisation = $1 and state <> 'removed' order by id`;
    return (await sql.query<Webhook>({ name: 'webhook.list', text, values: [deskOf(actor)] })).rows;
  });
}

export interface WebhookDelivery {
  readonly id: string;
  readonly event: string;
  readonly state: 'queued' | 'sent' | 'failed';
  readonly at: Date;
  readonly tries: number;
  readonly next_at: Date | null;
  readonly done_at: Date | null;
  readonly status: number | null;
  readonly reason: string | null;
}

const deliveryText = `select id, event, state, at, tries, next_at, done_at, status, reason from webhook_delivery d where webhook = $1
  and ($2::uuid is null or (at, id) < (select at, id from webhook_delivery where id = $2 and webhook = $1)) order by at desc, id desc limit $3`;

/** What was sent to a webhook of the actor's own organisation, newest first; undefined when it has no such webhook. */
export async function listWebhookDeliveries(
  database: Database,
  actor: Actor,
  webhook: string,
  after: string | null,
  limit: number,
): Promise<readonly WebhookDelivery[] | undefined> {
  return scoped(database, systemActor, async (sql) => {
    const own = await sql.query(`select 1 from webhook where id = $1 and organisation = $2 and state <> 'removed'`, [
      webhook,
      deskOf(actor),
    ]);
    if (own.rows.length === 0) return undefined;
    return (await sql.query<WebhookDelivery>({ name: 'webhook.deliveries', text: deliveryText, values: [webhook, after, limit] })).rows;
  });
}
