import { flush } from '#kernel/database/flush.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { mayView } from '#kernel/scope/scope.ts';
import type { Act } from '../acts.ts';

type Sight = Pick<Actor, 'reader' | 'region' | 'line' | 'subject'>;

interface Listening extends Sight {
  readonly id: string;
  readonly organisation: string;
  readonly events: readonly string[];
}

/** What a webhook may ask for: one verb, all of a record type, or everything. */
export const eventPattern = '^(\\*|[a-z]+(-[a-z]+)*\\.(\\*|[a-z]+(-[a-z]+)*))$';

export function wants(events: readonly string[], verb: string): boolean {
  return events.some((event) => event === '*' || event === verb || event === `${verb.slice(0, verb.indexOf('.'))}.*`);
}

/** What leaves the platform of an act: ids and codes. Names, texts and people stay; whoever gets it asks for them under his own rights. */
export function eventBody(id: string, act: Act): string {
  const { record, version, at, verb, to, region, line, subject } = act;
  return JSON.stringify({
    id,
    event: verb,
    at: at.toISOString(),
    record: { type: record.record_type, id: record.record_id, version, state: to },
    region,
    line,
    subject,
  });
}

/** Queues what webhooks are to be told of these acts, as anwang_writer; the same act is queued once for each. */
export async function queueEvents(sql: Sql, acts: readonly Act[], now: Date): Promise<void> {
  if (acts.length === 0) return;
  const { rows } = await sql.query<Listening>({
    name: 'webhook.listening',
    text: `select id, organisation, reader, region, line, subject, events from webhook where state = 'active' order by id`,
  });
  const queued = rows.flatMap((hook) => {
    // Only the sight matters here: a webhook is nobody.
    const actor: Actor = { ...hook, person: '', post: '', org: hook.organisation, roles: [] };
    return acts
      .filter((act) => wants(hook.events, act.verb) && mayView(actor, { ...act, agency: null }))
      .map((act) => {
        const id = derivedId(act.at, `webhook ${hook.id} ${act.record.record_id} ${act.version}`);
        return { id, webhook: hook.id, event: act.verb, body: eventBody(id, act), at: now };
      });
  });
  if (queued.length === 0) return;
  const text = `insert into webhook_delivery (id, webhook, event, body, state, at, next_at)
    select id, webhook, event, body, 'queued', at, at from jsonb_to_recordset($1) as each (id uuid, webhook uuid, event text, body text, at timestamptz)
    on conflict (id) do nothing`;
  await flush(sql, [{ name: 'webhook.queue', text, values: [JSON.stringify(queued)] }]);
}
