import type { Database, Result, Statement } from '#kernel/database/sql.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import type { Severity } from './kinds.ts';
import { ownOnly } from './reader.ts';
import type { Item } from './template.ts';

/** Older messages are found in the list; the bell counts what came within a month. */
const countedDays = 30;
/** `99+` */
export const mostCounted = 100;
/** Those to be acknowledged that stand before the list, the longest waiting first; the box `open` holds all. */
const mostOpen = 20;
const itemsShown = 5;

export interface ListedItem extends Item {
  readonly id: string;
  readonly at: Date;
}

/** A message as one reader sees it: with the items that he may see, the newest first. */
export interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly desk: string;
  readonly sender: string | null;
  readonly at: Date;
  readonly latest_at: Date;
  readonly must_acknowledge: boolean;
  readonly acknowledge_by: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly read: boolean;
  readonly count: number;
  readonly items: readonly ListedItem[];
}

/** What the desk was told, what of it must still be acknowledged, and what the desk has sent. */
export type Box = 'inbox' | 'open' | 'sent';

export interface InboxQuery {
  readonly box: Box;
  readonly unread: boolean;
  readonly kind: string | null;
  /** Of the last message of the page before. */
  readonly after: { readonly latest_at: Date; readonly id: string } | null;
  readonly limit: number;
}

const columns = (
  items: number,
) => `m.id, m.kind, m.severity, m.desk, m.sender, m.at, m.latest_at, m.must_acknowledge, m.acknowledge_by, m.acknowledged_at,
    m.acknowledged_by, r.read_at is not null and r.read_at >= m.latest_at as read,
    (select count(*)::int from message_item i where i.message = m.id) as count,
    (select coalesce(jsonb_agg(to_jsonb(i) order by i.at desc, i.id desc), '[]') from
      (select id, at, record_type, record_id, facts from message_item i where i.message = m.id order by at desc, id desc limit ${items}) i) as items`;

const receipt = `left join message_receipt r on r.message = m.id and r.person = $2::uuid`;
const isOpen = 'm.must_acknowledge and m.acknowledged_at is null';

function openStatement(actor: Actor): Statement {
  return {
    name: planName('message.pinned', actor),
    text: `select ${columns(itemsShown)} from message m ${receipt} where m.desk = $1 and ${isOpen} and (not $3 or m.person = $2) order by m.latest_at, m.id limit ${mostOpen + 1}`,
    values: [deskOf(actor), actor.person, ownOnly(actor)],
  };
}

function pageStatement(actor: Actor, { box, unread, kind, after, limit }: InboxQuery): Statement {
  const own = { inbox: `m.desk = $1 and not (${isOpen})`, open: `m.desk = $1 and ${isOpen}`, sent: 'm.sender = $1' }[box];
  return {
    name: planName(`message.${box}${unread ? '.unread' : ''}`, actor),
    text: `select ${columns(itemsShown)} from message m ${receipt} where ${own} and (not $7 or m.person = $2) and ($3::text is null or m.kind = $3)
      and ($4::timestamptz is null or (m.latest_at, m.id) < ($4, $5::uuid))
      ${unread ? 'and (r.read_at is null or r.read_at < m.latest_at)' : ''} order by m.latest_at desc, m.id desc limit $6`,
    values: [deskOf(actor), actor.person, kind, after?.latest_at ?? null, after?.id ?? null, limit + 1, ownOnly(actor)],
  };
}

function rowsOf(result: Result<{ [column: string]: unknown }> | undefined): readonly Listed[] {
  // The columns are those above; a moment within JSON comes as text.
  const rows = (result?.rows ?? []) as unknown as readonly (Omit<Listed, 'items'> & {
    items: readonly (Item & { id: string; at: string })[];
  })[];
  return rows.map((row) => ({ ...row, items: row.items.map((item) => ({ ...item, at: new Date(item.at) })) }));
}

/** A page of messages, newest first. What must be acknowledged stands apart, on the first page of the inbox only, the oldest first. */
export async function listMessages(
  database: Database,
  actor: Actor,
  query: InboxQuery,
): Promise<{ readonly open: readonly Listed[]; readonly moreOpen: boolean; readonly rows: readonly Listed[] }> {
  const first = query.box === 'inbox' && query.after === null && query.kind === null;
  const [page, open] = await look(database, actor, [pageStatement(actor, query), ...(first ? [openStatement(actor)] : [])]);
  const waiting = rowsOf(open);
  return { open: waiting.slice(0, mostOpen), moreOpen: waiting.length > mostOpen, rows: rowsOf(page) };
}

export interface Receipt {
  readonly person: string;
  readonly read_at: Date;
}

/** One message with up to a hundred of its items, and who has read it as far as the reader may know; undefined when he may not know of it. */
export async function oneMessage(
  database: Database,
  actor: Actor,
  id: string,
): Promise<{ readonly message: Listed; readonly receipts: readonly Receipt[] } | undefined> {
  const [found, receipts] = await look(database, actor, [
    {
      name: planName('message.one', actor),
      text: `select ${columns(100)} from message m ${receipt} where m.id = $1 and (not $3 or m.person = $2)`,
      values: [id, actor.person, ownOnly(actor)],
    },
    {
      name: planName('message.receipts', actor),
      text: 'select person, read_at from message_receipt where message = $1 order by read_at, person limit 200',
      values: [id],
    },
  ]);
  const [message] = rowsOf(found);
  if (message === undefined) return undefined;
  // The columns are those of the statement above.
  return { message, receipts: (receipts?.rows ?? []) as unknown as readonly Receipt[] };
}

/** How many messages of the last month somebody has not read, up to `mostCounted`, and how many he must acknowledge. */
export async function countMessages(
  database: Database,
  actor: Actor,
  now: Date,
): Promise<{ readonly unread: number; readonly open: number }> {
  const since = new Date(now.getTime() - countedDays * 86_400_000);
  const values = [deskOf(actor), actor.person, since, ownOnly(actor)];
  const text = `select (select count(*)::int from (select 1 from message m ${receipt} where m.desk = $1 and m.latest_at > $3 and (not $4 or m.person = $2)
        and (r.read_at is null or r.read_at < m.latest_at) order by m.latest_at desc limit ${mostCounted}) as counted) as unread,
      (select count(*)::int from (select 1 from message m where m.desk = $1 and ${isOpen} and (not $4 or m.person = $2) limit ${mostCounted}) as counted) as open`;
  const [found] = await look(database, actor, [{ name: planName('message.count', actor), text, values }]);
  const { unread, open } = found?.rows[0] ?? {};
  return { unread: Number(unread ?? 0), open: Number(open ?? 0) };
}
