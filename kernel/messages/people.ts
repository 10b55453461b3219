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

/** Somebody who is written to, with where he can be reached. */
export interface Reachable {
  readonly actor: Actor;
  readonly language: Language;
  readonly channels: ChosenChannels;
  readonly quiet: Quiet | null;
  /** Masked; empty where there is none. */
  readonly addresses: Readonly<Record<ChannelName, string>>;
}

interface Row extends PostRow {
  readonly phone_masked: string;
  readonly language: Language | null;
  readonly channels: ChosenChannels | null;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly email_masked: string | null;
}

const columns = postColumns.split(', ').map((name) => `post.${name}`);

/** An organisation's code, an enterprise's or a person's id: each by its own index. */
const peopleText = `select ${columns.join(', ')}, p.phone_masked, s.language, s.channels, s.quiet_from, s.quiet_to, s.email_masked
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
      addresses: { email: row.email_masked ?? '', sms: row.phone_masked, voice: row.phone_masked },
    });
  }
  return [...found.values()];
}
