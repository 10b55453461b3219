import { rungNames } from '#kernel/clock/ladder.ts';
import type { Database, Sql } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import { deskAt } from '#kernel/scope/desk.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import { type About, aboutRecords } from './about.ts';
import { draftOf, readAct } from './acts.ts';
import { addMessages, type Draft } from './draft.ts';
import type { Figures } from './figures.ts';
import { kindOfNotice, type MessageKind } from './kinds.ts';
import { queueEvents } from './webhooks/events.ts';

export interface GatherParts {
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly figures: (at: Date) => Figures;
  /** What arrives by these verbs is of another kind than a duty. */
  readonly arrivals: ReadonlyMap<string, MessageKind>;
}

interface Notice {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly rung: number;
  readonly desk: string;
  readonly region: string;
  readonly line: string;
  readonly record_type: string;
  readonly record_id: string;
  readonly must_acknowledge: boolean;
}

interface Entry {
  readonly seq: number;
  readonly actor_org: string;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
  readonly body: string;
}

const noticeText = `select id, at, kind, rung, desk, region, line, record_type, record_id, must_acknowledge
  from notice where taken_at is null order by at, id limit $1 for update skip locked`;

const entryText = `select l.seq, e.actor_org, e.region, e.line, e.subject, e.body
  from ledger_leaf l join ledger_entry e on (e.record_type, e.record_id, e.version) = (l.record_type, l.record_id, l.version)
  where l.seq >= $1 order by l.seq limit $2`;

const levels = ['county', 'city', 'province'] as const;

/** Who follows what lateness makes a desk acknowledge: the supervision of its county, and for a supervision the one above it. */
function supervisorOf({ region, desk }: Notice): string | null {
  const offices = levels.map((level) => deskAt(region, level, 'emergency'));
  return offices[offices.indexOf(desk) + 1] ?? null;
}

function draftOfNotice(notice: Notice, record: About | undefined): Draft {
  const { id, at, desk, region, line, record_type, record_id, must_acknowledge, rung } = notice;
  const kind = kindOfNotice(notice.kind);
  const known = Object.values(rungNames).some((each) => each.code === notice.kind);
  const facts = {
    title: record?.title ?? '',
    ...(record === undefined ? {} : { state: record.state }),
    ...(record?.due_at === null || record === undefined ? {} : { due_at: record.due_at.toISOString() }),
    ...(known ? { rung } : {}),
  };
  const sender = must_acknowledge ? supervisorOf(notice) : null;
  const subject = record?.subject ?? null;
  return { kind, at, desk, sender, region, line, subject, record_type, record_id, must_acknowledge, facts, cause: `notice ${id}` };
}

async function takeNotices(sql: Sql, most: number): Promise<readonly Notice[]> {
  return (await sql.query<Notice>({ name: 'notice.waiting', text: noticeText, values: [most] })).rows;
}

/** Null when another server is reading. */
async function takeEntries(sql: Sql, most: number): Promise<{ readonly entries: readonly Entry[]; readonly from: number } | null> {
  const text = `select position from message_cursor where source = 'ledger' for update skip locked`;
  const [cursor] = (await sql.query<{ position: number }>({ name: 'message.cursor', text })).rows;
  if (cursor === undefined) return null;
  const { rows } = await sql.query<Entry>({ name: 'message.entries', text: entryText, values: [cursor.position, most] });
  return { entries: rows, from: cursor.position };
}

/**
 * Reads what deadlines have told, and the acts that were sealed since the last time, and writes the messages and the webhooks' events that follow, in one transaction. An act
 * tells the desk on which it has put something, and whoever it was decided about; never its own desk.
 * @returns how many notices and acts were read.
 */
export async function gatherMessages(parts: GatherParts, now: Date, most = 500): Promise<number> {
  const { database, catalogue, figures, arrivals } = parts;
  return database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const taken = await takeEntries(sql, most);
    const notices = await takeNotices(sql, most);
    const acts = (taken?.entries ?? []).map(readAct).filter((each) => each !== null);
    const records = await aboutRecords(sql, catalogue, [...notices, ...acts.map((each) => each.record)]);
    const find = (id: string) => records.get(id);
    const told = acts.flatMap((act) => draftOf(act, { catalogue, arrivals, record: find(act.record.record_id) }) ?? []);
    await queueEvents(sql, acts, now);
    await addMessages(sql, [...notices.map((notice) => draftOfNotice(notice, find(notice.record_id))), ...told], figures);
    if (notices.length > 0) await sql.query('update notice set taken_at = $2 where id = any($1)', [notices.map((each) => each.id), now]);
    const last = taken?.entries.at(-1);
    if (last !== undefined) await sql.query(`update message_cursor set position = $1 where source = 'ledger'`, [last.seq + 1]);
    return notices.length + (taken?.entries.length ?? 0);
  });
}
