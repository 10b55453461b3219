import { flush } from '#kernel/database/flush.ts';
import type { Sql, Statement } from '#kernel/database/sql.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import type { Figures } from './figures.ts';
import { kindOf, type MessageKind } from './kinds.ts';
import type { Facts } from './template.ts';

/** One thing that a desk is to be told. */
export interface Draft {
  readonly kind: MessageKind;
  readonly at: Date;
  readonly desk: string;
  /** For one person at the desk alone. */
  readonly person?: string | null;
  /** The office that follows whether it was read. */
  readonly sender: string | null;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly must_acknowledge: boolean;
  readonly facts: Facts;
  /** Names what brought it about: what is gathered again tells nobody twice. */
  readonly cause: string;
}

interface Placed {
  readonly draft: Draft;
  readonly item: string;
  readonly message: string;
  readonly at: Date;
  readonly next_at: Date;
}

/** What is urgent waits no longer than it takes to hear what else has happened at the same moment. */
const urgent_ms = 60_000;

/**
 * Which message a draft goes into follows from what it says and when, never from which batch it came in: things of one kind for one desk within one
 * span are one message, on any server and however often they are gathered.
 */
function place(draft: Draft, figures: Figures): Placed {
  const item = derivedId(draft.at, `message-item ${draft.cause} ${draft.desk}`);
  const { folds, severity } = kindOf(draft.kind);
  if (!folds) {
    const message = derivedId(draft.at, `message ${draft.cause} ${draft.desk}`);
    return { draft, item, message, at: draft.at, next_at: draft.at };
  }
  const span = Math.floor(draft.at.getTime() / figures.digest_ms);
  const begin = new Date(span * figures.digest_ms);
  const message = derivedId(begin, `messages ${draft.kind} ${draft.desk} ${draft.person ?? ''} ${draft.sender ?? ''} ${span}`);
  const next_at = severity === 'urgent' ? new Date(draft.at.getTime() + urgent_ms) : new Date(begin.getTime() + figures.digest_ms);
  return { draft, item, message, at: draft.at, next_at };
}

/** One row a message, of its earliest thing. */
function messagesOf(placed: readonly Placed[]): readonly Placed[] {
  const byId = new Map<string, Placed>();
  for (const each of placed) {
    const known = byId.get(each.message);
    if (known === undefined || each.at < known.at) byId.set(each.message, each);
  }
  return [...byId.values()].sort((a, b) => (a.message < b.message ? -1 : 1));
}

function messageStatement(placed: readonly Placed[]): Statement {
  const rows = messagesOf(placed).map(({ message, draft, at, next_at }) => ({
    id: message,
    kind: draft.kind,
    severity: kindOf(draft.kind).severity,
    desk: draft.desk,
    person: draft.person ?? null,
    sender: draft.sender,
    at,
    must_acknowledge: draft.must_acknowledge,
    next_at,
  }));
  return {
    name: 'message.add',
    text: `insert into message (id, kind, severity, desk, person, sender, at, latest_at, must_acknowledge, next_at)
      select id, kind, severity, desk, person, sender, at, at, must_acknowledge, next_at from jsonb_to_recordset($1) as each
        (id uuid, kind text, severity text, desk text, person uuid, sender text, at timestamptz, must_acknowledge boolean, next_at timestamptz)
      on conflict (id) do nothing`,
    values: [JSON.stringify(rows)],
  };
}

/** What is new in a message that the desk has acknowledged is to be acknowledged again; what stood there before changes nothing. */
function itemStatement(placed: readonly Placed[]): Statement {
  const rows = placed.map(({ item, message, draft }) => ({
    id: item,
    message,
    at: draft.at,
    desk: draft.desk,
    person: draft.person ?? null,
    sender: draft.sender,
    region: draft.region,
    line: draft.line,
    subject: draft.subject,
    record_type: draft.record_type,
    record_id: draft.record_id,
    facts: draft.facts,
  }));
  return {
    name: 'message.item',
    text: `with added as (
        insert into message_item (id, message, at, desk, person, sender, region, line, subject, record_type, record_id, facts)
          select id, message, at, desk, person, sender, region, line, subject, record_type, record_id, facts from jsonb_to_recordset($1) as each
            (id uuid, message uuid, at timestamptz, desk text, person uuid, sender text, region text, line text, subject uuid, record_type text, record_id uuid, facts jsonb)
          on conflict (id) do nothing returning message, at
      ), spans as (select message, min(at) as first, max(at) as last from added group by message)
      update message m set at = least(m.at, s.first), latest_at = greatest(m.latest_at, s.last), acknowledged_at = null, acknowledged_by = null,
        next_at = case when m.acknowledged_at is null then m.next_at else s.last end from spans s where m.id = s.message`,
    values: [JSON.stringify(rows)],
  };
}

/** Writes drafts as messages, as anwang_writer. Written again they change nothing. */
export async function addMessages(sql: Sql, drafts: readonly Draft[], figures: (at: Date) => Figures): Promise<void> {
  if (drafts.length === 0) return;
  const placed = drafts.map((draft) => place(draft, figures(draft.at))).sort((a, b) => (a.item < b.item ? -1 : 1));
  await flush(sql, [messageStatement(placed), itemStatement(placed)]);
}
