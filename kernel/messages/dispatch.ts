import type { Database, Sql } from '#kernel/database/sql.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import { addMessages, type Draft } from './draft.ts';
import type { Figures } from './figures.ts';
import { type ChannelName, channelNames, isKind, kindOf } from './kinds.ts';
import { asMessenger } from './messenger.ts';
import { peopleAt, type Reachable } from './people.ts';
import { afterQuiet } from './quiet.ts';
import type { Facts } from './template.ts';

export interface DispatchParts {
  readonly database: Database;
  readonly figures: (at: Date) => Figures;
  /** The name of a desk, for whoever is told that it stayed silent. */
  readonly deskName: (desk: string) => Promise<Text | undefined>;
}

interface Due {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly desk: string;
  readonly person: string | null;
  readonly sender: string | null;
  readonly at: Date;
  readonly must_acknowledge: boolean;
  readonly acknowledge_by: Date | null;
  readonly acknowledged_at: Date | null;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly facts: Facts;
  readonly count: number;
}

const dueText = `select m.id, m.kind, m.severity, m.desk, m.person, m.sender, m.at, m.must_acknowledge, m.acknowledge_by, m.acknowledged_at,
    i.region, i.line, i.subject, i.record_type, i.record_id, i.facts,
    (select count(*)::int from message_item where message = m.id) as count
  from message m join lateral (select * from message_item where message = m.id order by at, id limit 1) i on true
  where m.next_at <= $1 order by m.next_at, m.id limit $2 for update of m skip locked`;

const deliveryText = `insert into message_delivery (id, message, person, channel, kind, desk, region, state, at, next_at, address)
  values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $9, $10) on conflict (message, person, channel) do nothing`;

async function send(sql: Sql, due: Due, people: readonly Reachable[], channel: ChannelName, now: Date, figures: Figures): Promise<number> {
  let queued = 0;
  for (const { actor, addresses, quiet } of people) {
    const address = addresses[channel];
    if (address === '') continue;
    const next_at = due.severity === 'urgent' || due.kind === 'test' ? now : afterQuiet(now, quiet ?? figures.quiet);
    const id = derivedId(due.at, `delivery ${due.id} ${actor.person} ${channel}`);
    const values = [id, due.id, actor.person, channel, due.kind, due.desk, due.region, now, next_at, address];
    queued += (await sql.query({ name: 'message.queue', text: deliveryText, values })).rowCount ?? 0;
  }
  return queued;
}

/** By which channels this person is told of it. Nobody turns off what is urgent. */
function channelsFor(person: Reachable, { kind, severity, facts }: Due): readonly ChannelName[] {
  if (facts.channel !== undefined) return [facts.channel];
  if (!isKind(kind)) return [];
  const usual = kindOf(kind).channels;
  const chosen = person.channels[kind];
  if (chosen === undefined) return usual;
  return severity === 'urgent' ? [...new Set([...usual, ...chosen])] : chosen;
}

async function first(sql: Sql, due: Due, now: Date, figures: Figures): Promise<Date | null> {
  const fresh = now.getTime() - due.at.getTime() < figures.fresh_ms;
  if (!fresh) return null;
  const people = await peopleAt(sql, due, now);
  for (const channel of channelNames) {
    const wanted = people.filter((person) => channelsFor(person, due).includes(channel));
    await send(sql, due, wanted, channel, now, figures);
  }
  return due.must_acknowledge ? new Date(now.getTime() + figures.acknowledge_ms) : null;
}

/** Nobody has acknowledged it in time: it goes out by the next channel, and when all have been tried its sender is told. */
async function again(sql: Sql, due: Due, now: Date, figures: Figures): Promise<Date | null> {
  const used = await sql.query<{ channel: ChannelName }>('select distinct channel from message_delivery where message = $1', [due.id]);
  const tried = Math.max(-1, ...used.rows.map(({ channel }) => channelNames.indexOf(channel)));
  const people = await peopleAt(sql, due, now);
  for (const channel of channelNames.slice(tried + 1)) {
    if ((await send(sql, due, people, channel, now, figures)) > 0) return new Date(now.getTime() + figures.acknowledge_ms);
  }
  return null;
}

function silence(due: Due, now: Date, name: Text | undefined): Draft[] {
  if (due.sender === null) return [];
  const { region, line, subject, record_type, record_id } = due;
  const facts = { ...due.facts, count: due.count, desk: name ?? { zh: '收件单位', en: 'The recipient' } };
  const common = { region, line, subject, record_type, record_id, facts };
  return [
    { ...common, kind: 'unacknowledged', at: now, desk: due.sender, sender: null, must_acknowledge: false, cause: `silence ${due.id}` },
  ];
}

/**
 * Sends on what is due: chooses people and channels for messages that have just been written, and goes on with those that nobody acknowledged in time.
 * @returns how many messages were looked at.
 */
export async function dispatchMessages(parts: DispatchParts, now: Date, most = 200): Promise<number> {
  const figures = parts.figures(now);
  return asMessenger(parts.database, async (sql) => {
    const { rows } = await sql.query<Due>({ name: 'message.due', text: dueText, values: [now, most] });
    const drafts: Draft[] = [];
    for (const due of rows) {
      const waited = due.acknowledge_by !== null;
      const next = due.acknowledged_at !== null ? null : waited ? await again(sql, due, now, figures) : await first(sql, due, now, figures);
      if (waited && next === null && due.acknowledged_at === null) drafts.push(...silence(due, now, await parts.deskName(due.desk)));
      const text = 'update message set next_at = $2, acknowledge_by = $2 where id = $1';
      await sql.query({ name: 'message.next', text, values: [due.id, next] });
    }
    await sql.query(enterWriter);
    await addMessages(sql, drafts, parts.figures);
    return rows.length;
  });
}
