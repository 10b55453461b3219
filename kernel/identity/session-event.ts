import type { Sql } from '#kernel/database/sql.ts';

export type SessionEventKind =
  | 'started'
  | 'confirmed'
  | 'switched'
  | 'ended'
  | 'password-changed'
  | 'password-reset'
  | 'unlocked'
  | 'failed'
  | 'locked'
  | 'refused';

export interface SessionEvent {
  readonly kind: SessionEventKind;
  readonly at: Date;
  readonly session?: string;
  readonly person?: string;
  readonly post?: string;
  /** Who did it, where it was not the person. */
  readonly by?: string;
  readonly address?: string;
  /** How somebody logged in (`password`, `totp`, `recovery-code`, `passkey`), or the operation that was refused. */
  readonly what?: string;
}

/** Appends to the record of log-ins that the auditor reads. Runs under the identity role, which holds no right to change it. */
export async function recordEvent(sql: Sql, event: SessionEvent): Promise<void> {
  await sql.query({
    name: 'identity.event',
    text: 'insert into session_event (at, kind, session, person, post, by_person, address, what) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      event.at,
      event.kind,
      event.session ?? null,
      event.person ?? null,
      event.post ?? null,
      event.by ?? event.person ?? null,
      event.address ?? '',
      event.what ?? '',
    ],
  });
}

export interface ReadEvent {
  readonly id: number;
  readonly at: string;
  readonly kind: SessionEventKind;
  readonly person: string | null;
  readonly name: string | null;
  readonly by: string | null;
  readonly address: string;
}

interface EventRow {
  readonly id: number;
  readonly at: Date;
  readonly kind: SessionEventKind;
  readonly person: string | null;
  readonly name: string | null;
  readonly by_person: string | null;
  readonly address: string;
}

/** The newest events of people who hold or held a post inside `region`; failures of unknown logins belong to nobody and show to the top region only. */
export async function listEvents(
  sql: Sql,
  range: { lo: string; hi: string; top: boolean },
  before: number,
  limit: number,
): Promise<ReadEvent[]> {
  const found = await sql.query<EventRow>({
    name: 'identity.events',
    text: `select e.id, e.at, e.kind, e.person, p.name, e.by_person, e.address from session_event e left join person p on p.id = e.person
      where e.id < $1 and case when e.person is null then $4
        else exists (select 1 from post t where t.person = e.person and t.region >= $2 and t.region < $3) end
      order by e.id desc limit $5`,
    values: [before, range.lo, range.hi, range.top, limit],
  });
  return found.rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    person: row.person,
    name: row.name,
    by: row.by_person,
    address: row.address,
  }));
}
