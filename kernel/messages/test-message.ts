import type { Clock } from '#kernel/clock/clock.ts';
import { newId, type Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Actor, deskOf } from '#kernel/scope/actor.ts';
import { enterWriter } from '#kernel/scope/scope.ts';
import { addMessages } from './draft.ts';
import type { Figures } from './figures.ts';
import type { ChannelName } from './kinds.ts';
import { asMessenger } from './messenger.ts';

const noEmail: Detail = {
  code: 'no-address',
  text: {
    zh: '您还没有填写邮箱，请先在“消息 › 接收设置”中填写',
    en: 'You have given no e-mail address; do so under “Messages › How I am told”',
  },
};
const noPhone: Detail = { code: 'no-address', text: { zh: '您的账户没有手机号', en: 'There is no telephone number in your account' } };

/** Writes the actor a message by one channel, so that he sees whether it arrives. Throws refused when he has no address there. */
export async function sendTest(
  parts: { readonly database: Database; readonly clock: Clock; readonly random: Random; readonly figures: (at: Date) => Figures },
  actor: Actor,
  channel: ChannelName,
): Promise<void> {
  const { database, clock, random, figures } = parts;
  const reachable = await asMessenger(database, async (sql) => {
    const text = `select p.phone <> '' as phone, coalesce(s.email, '') <> '' as email from person p left join message_setting s on s.person = p.id where p.id = $1`;
    return (await sql.query<{ phone: boolean; email: boolean }>(text, [actor.person])).rows[0];
  });
  if (channel === 'email' ? reachable?.email !== true : reachable?.phone !== true)
    throw new Problem('refused', [channel === 'email' ? noEmail : noPhone]);
  const { person, region, line, subject } = actor;
  const about = { region, line, subject, record_type: null, record_id: null, sender: null, must_acknowledge: false, facts: { channel } };
  const draft = { ...about, kind: 'test' as const, at: clock.now(), desk: deskOf(actor), person, cause: `test ${newId(clock, random)}` };
  await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    await addMessages(sql, [draft], figures);
  });
}
