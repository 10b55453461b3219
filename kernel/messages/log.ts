import type { Database } from '#kernel/database/sql.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { upperBound } from '#kernel/scope/region-path.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { ChannelName } from './kinds.ts';

export interface LoggedDelivery {
  readonly id: string;
  readonly channel: ChannelName;
  readonly kind: string;
  readonly desk: string;
  readonly person: string;
  readonly state: 'queued' | 'sent' | 'logged' | 'failed';
  readonly at: Date;
  readonly tries: number;
  readonly next_at: Date | null;
  readonly done_at: Date | null;
  readonly address: string;
  readonly words: string;
  readonly reason: string | null;
  readonly read_at: Date | null;
}

export interface LogQuery {
  readonly channel: ChannelName | null;
  readonly state: LoggedDelivery['state'] | null;
  /** The id of the last one of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const logText = `select d.id, d.channel, d.kind, d.desk, d.person, d.state, d.at, d.tries, d.next_at, d.done_at, d.address, d.words, d.reason, r.read_at
  from message_delivery d left join message_receipt r on r.message = d.message and r.person = d.person
  where d.region >= $1 and d.region < $2 and ($3::text is null or d.channel = $3) and ($4::text is null or d.state = $4)
    and ($5::uuid is null or (d.at, d.id) < (select at, id from message_delivery where id = $5)) order by d.at desc, d.id desc limit $6`;

/** What left by outside channels in the actor's area, newest first, the addresses masked; whether he may know it is the caller's to ask. */
export async function listDeliveries(database: Database, actor: Actor, query: LogQuery): Promise<readonly LoggedDelivery[]> {
  const values = [actor.region, upperBound(actor.region), query.channel, query.state, query.after, query.limit];
  return scoped(
    database,
    systemActor,
    async (sql) => (await sql.query<LoggedDelivery>({ name: 'message.log', text: logText, values })).rows,
  );
}

export interface ChannelCounts {
  readonly channel: ChannelName;
  readonly queued: number;
  readonly sent: number;
  readonly logged: number;
  readonly failed: number;
  /** When the oldest that is due by now should have gone. */
  readonly oldest: Date | null;
}

/** What became of the deliveries in the actor's area since a moment, by channel. */
export async function countDeliveries(database: Database, actor: Actor, since: Date, now: Date): Promise<readonly ChannelCounts[]> {
  const of = (state: string) => `count(*) filter (where state = '${state}')::int as ${state}`;
  const text = `select channel, ${['queued', 'sent', 'logged', 'failed'].map(of).join(', ')}, min(next_at) filter (where next_at <= $4) as oldest
    from message_delivery where region >= $1 and region < $2 and at > $3 group by channel`;
  const values = [actor.region, upperBound(actor.region), since, now];
  return scoped(database, systemActor, async (sql) => (await sql.query<ChannelCounts>({ name: 'message.counts', text, values })).rows);
}
