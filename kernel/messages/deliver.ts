import type { Database, Sql } from '#kernel/database/sql.ts';
import { openPhone } from '#kernel/identity/phone.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { Language, Text } from '#kernel/text.ts';
import { type Channel, Undeliverable } from './channels/channel.ts';
import { openEmail } from './email-address.ts';
import type { ChannelName } from './kinds.ts';
import { asMessenger } from './messenger.ts';
import { type Item, itemText, messageText, type Wording } from './template.ts';

export interface DeliverParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly wording: (at: Date) => Wording;
  /** Where the console is found, for a link in an e-mail; null when nobody has said it. */
  readonly address: string | null;
}

interface Waiting {
  readonly id: string;
  readonly message: string;
  readonly person: string;
  readonly kind: string;
  readonly tries: number;
  /** The address, which only the channel reads. */
  readonly sealed: string;
  readonly language: Language;
  readonly count: number;
  readonly items: readonly Item[];
}

/** A row taken is hidden for this long; a worker that dies leaves it to the next one. */
const lease_ms = 120_000;
const mostTries = 6;
const itemsNamed = 20;

/** After 1, 2, 4, 8, 16 minutes. */
function retryAt(now: Date, tries: number): Date {
  return new Date(now.getTime() + 60_000 * 2 ** tries);
}

/** What is said is decided now, by the templates of today, and the address is read now: it may have changed since the message was written. */
const takeText = `with taken as (
    update message_delivery set next_at = $3, tries = tries + 1 where id in
      (select id from message_delivery where channel = $1 and state = 'queued' and next_at <= $2 order by next_at, id limit $4 for update skip locked)
      returning id, message, person, kind, tries, at
  )
  select t.id, t.message, t.person, t.kind, t.tries, case when $1 = 'email' then coalesce(s.email, '') else p.phone end as sealed, coalesce(s.language, 'zh') as language,
    (select count(*)::int from message_item i where i.message = t.message) as count,
    (select coalesce(jsonb_agg(to_jsonb(i) order by i.at, i.id), '[]') from
      (select id, at, record_type, record_id, facts from message_item i where i.message = t.message order by at, id limit ${itemsNamed}) i) as items
  from taken t join person p on p.id = t.person left join message_setting s on s.person = t.person order by t.at, t.id`;

const more: Text = { zh: '更多内容请登录安网查看。', en: 'Log in to Anwang for the rest.' };
const sign: Text = { zh: '【安网】', en: '[Anwang] ' };

interface Words {
  readonly subject: string;
  readonly text: string;
}

function wordsOf(waiting: Waiting, channel: ChannelName, wording: Wording, address: string | null): Words {
  const { kind, items, count, language } = waiting;
  const subject = `${sign[language]}${messageText(kind, items, count, wording)[language]}`;
  if (channel !== 'email') return { subject, text: subject };
  const lines = count === 1 ? [] : items.map((item) => `- ${itemText(kind, item, wording)[language]}`);
  const link = address === null ? more[language] : `${address}/messages`;
  return { subject, text: [subject, ...lines, ...(count > items.length ? ['…'] : []), '', link].join('\n') };
}

interface Ending {
  readonly state: 'queued' | 'sent' | 'logged' | 'failed';
  readonly next_at: Date | null;
  readonly reason: string | null;
}

async function attempt(channel: Channel, waiting: Waiting, to: string, words: Words, now: Date): Promise<Ending> {
  if (to === '') return { state: 'failed', next_at: null, reason: 'no-address' };
  try {
    const state = await channel.send({ id: waiting.id, to, ...words });
    return { state, next_at: null, reason: state === 'logged' ? 'no-gateway' : null };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replaceAll(to, '***').slice(0, 300);
    if (error instanceof Undeliverable || waiting.tries >= mostTries) return { state: 'failed', next_at: null, reason };
    return { state: 'queued', next_at: retryAt(now, waiting.tries - 1), reason };
  }
}

async function finish(sql: Sql, { id }: Waiting, ending: Ending, words: Words, now: Date): Promise<void> {
  const { state, next_at, reason } = ending;
  await sql.query({
    name: 'message.finish',
    text: `update message_delivery set state = $2, next_at = $3, reason = $4, words = $5, done_at = $6 where id = $1 and state = 'queued'`,
    values: [id, state, next_at, reason, words.text, state === 'queued' ? null : now],
  });
}

/**
 * Sends what waits for one channel. At least once: when a worker dies after sending, the other side gets the same id again.
 * @returns how many were tried.
 */
export async function deliver(
  parts: DeliverParts,
  name: ChannelName,
  channel: Channel,
  clock: { now(): Date },
  most = 20,
): Promise<number> {
  const { database, vault, wording, address } = parts;
  const open = name === 'email' ? openEmail : openPhone;
  const now = clock.now();
  const waiting = await asMessenger(database, async (sql) => {
    const values = [name, now, new Date(now.getTime() + lease_ms), most];
    return (await sql.query<Waiting>({ name: 'message.take', text: takeText, values })).rows;
  });
  for (const each of waiting) {
    const words = wordsOf(each, name, wording(now), address);
    const ending = await attempt(channel, each, open(vault, each.person, each.sealed), words, now);
    await asMessenger(database, (sql) => finish(sql, each, ending, words, clock.now()));
  }
  return waiting.length;
}
