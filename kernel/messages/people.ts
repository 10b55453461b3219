import { dayOf } from '#kernel/clock/zone.ts';
import type { Sql } from '#kernel/database/sql.ts';
import { actorOf, type PostRow, postColumns, readPost } from '#kernel/identity/post.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { mayView } from '#kernel/scope/scope.ts';
import type { Language } from '#kernel/text.ts';
import type { ChannelName } from './kinds.ts';
import type { Quiet } from './quiet.ts';
import { answersFor } from './reader.ts';
import { type ChosenChannels, quietOf } from './settings.ts';

/** Somebody who is written to, with where he can be reached. Held in memory while a message goes out, and nowhere else. */
export interface Reachable {
  readonly actor: Actor;
  readonly language: Language;
  readonly channels: ChosenChannels;
  readonly quiet: Quiet | null;
  readonly addresses: Readonly<Record<ChannelName, string>>;
}

interface Row extends PostRow {
  readonly phone: string;
  readonly language: Language | null;
  readonly channels: ChosenChannels | null;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly email: string | null;
}

const columns = postColumns.split(', ').map((name) => `post.${name}`);

/** An organisation's code, an enterprise's or a person's id: each by its own index. */
const peopleText = `select ${columns.join(', ')}, p.phone, s.language, s.channels, s.quiet_from, s.quiet_to, s.email
  from post join person p on p.id = post.person left join message_setting s on s.person = p.id
  where (post.organisation = $1 or post.subject = $2::uuid or (post.person = $2::uuid and post.organisation is null and post.subject is null))
    and post.valid_from <= $3 and (post.valid_to is null or post.valid_to > $3) and p.disabled_at is null and ($4::uuid is null or p.id = $4)
  order by post.person, post.id`;

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Told {
  readonly desk: string;
  readonly person: string | null;
  readonly region: string;
  readonly line: string;
  readonly subject: string | null;
}

/** Who answers for the desk that a message goes to and may see what it is about, each person once. As the messenger. */
export async function peopleAt(sql: Sql, message: Told, now: Date): Promise<readonly Reachable[]> {
  const { desk, person, region, line, subject } = message;
  const values = [desk, id.test(desk) ? desk : null, dayOf(now), person];
  const { rows } = await sql.query<Row>({ name: 'message.people', text: peopleText, values });
  const found = new Map<string, Reachable>();
  for (const row of rows) {
    const actor = actorOf(readPost(row));
    const agency = actor.reader === 'agency' ? actor.org : null;
    if (found.has(actor.person) || !mayView(actor, { region, line, subject, agency })) continue;
    if (person === null && !answersFor(actor.roles)) continue;
    found.set(actor.person, {
      actor,
      language: row.language ?? 'zh',
      channels: row.channels ?? {},
      quiet: quietOf(row),
      addresses: { email: row.email ?? '', sms: row.phone, voice: row.phone },
    });
  }
  return [...found.values()];
}

/** Enough to recognise, too little to use. */
export function maskAddress(channel: ChannelName, address: string): string {
  if (channel !== 'email') return address.length >= 7 ? `${address.slice(0, 3)}****${address.slice(-4)}` : '*'.repeat(address.length);
  const at = address.indexOf('@');
  return `${address.slice(0, 1)}***${at < 0 ? '' : address.slice(at)}`;
}
