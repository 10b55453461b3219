import type { Clock } from '#kernel/clock/clock.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import { sealFact } from '#kernel/ledger/personal.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { enterWriter, look, planName } from '#kernel/scope/scope.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { Language } from '#kernel/text.ts';
import { sealEmail } from './email-address.ts';
import { type ChannelName, isKind, type MessageKind } from './kinds.ts';
import type { Quiet } from './quiet.ts';

export type ChosenChannels = { readonly [K in MessageKind]?: readonly ChannelName[] };

/** How somebody wants to be told, as he himself reads it. */
export interface Settings {
  readonly language: Language;
  /** What he has not chosen follows the kind. */
  readonly channels: ChosenChannels;
  /** Null: the quiet hours of the platform. */
  readonly quiet: Quiet | null;
  readonly email_masked: string;
}

export interface NewSettings {
  readonly language: Language;
  readonly channels: Readonly<Record<string, readonly ChannelName[]>>;
  readonly quiet: Quiet | null;
  /** Left out it stays; empty it is removed. */
  readonly email?: string;
}

interface Row {
  readonly language: Language;
  readonly channels: ChosenChannels;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly email_masked: string;
}

const standard: Settings = { language: 'zh', channels: {}, quiet: null, email_masked: '' };

export function quietOf(row: { readonly quiet_from: number | null; readonly quiet_to: number | null }): Quiet | null {
  return row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to };
}

const ownText = 'select language, channels, quiet_from, quiet_to, email_masked from message_setting where person::text = $1';

export async function ownSettings(database: Database, actor: Actor): Promise<Settings> {
  const [found] = await look(database, actor, [{ name: planName('message.settings', actor), text: ownText, values: [actor.person] }]);
  // The columns are those of the statement above.
  const row = found?.rows[0] as Row | undefined;
  if (row === undefined) return standard;
  const { language, channels, email_masked } = row;
  return { language, channels, quiet: quietOf(row), email_masked };
}

const emailShape: Detail = {
  code: 'email-shape',
  field: 'email',
  text: { zh: '邮箱地址应形如 name@example.cn', en: 'An e-mail address looks like name@example.cn' },
};
const kindUnknown: Detail = {
  code: 'kind-unknown',
  field: 'channels',
  text: { zh: '没有这一类消息', en: 'There is no such kind of message' },
};

/** One address and nothing else: a line break or a comma would be a second recipient. */
const email = /^[^\s@,;:<>"()[\]\\]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}$/i;

export interface SettingsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: Vault;
}

/** Keeps how somebody wants to be told: an act of his own, whose address lies sealed. Throws invalid. */
export async function changeSettings({ database, clock, random, vault }: SettingsParts, actor: Actor, input: NewSettings): Promise<void> {
  const details = [
    ...(input.email === undefined || input.email === '' || email.test(input.email) ? [] : [emailShape]),
    ...(Object.keys(input.channels).every(isKind) ? [] : [kindUnknown]),
  ];
  if (details.length > 0) throw new Problem('invalid', details);
  const at = clock.now();
  await database.transaction(async (sql) => {
    await sql.query(enterWriter);
    const { language, channels, quiet } = input;
    const values = [actor.person, language, JSON.stringify(channels), quiet?.from ?? null, quiet?.to ?? null, at];
    const kept = await sql.query<{ version: number }>(
      `insert into message_setting (person, language, channels, quiet_from, quiet_to, changed_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (person) do update set version = message_setting.version + 1, language = excluded.language, channels = excluded.channels,
          quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, changed_at = excluded.changed_at returning version`,
      values,
    );
    if (input.email !== undefined) {
      const { email, email_masked } = sealEmail(vault, actor.person, input.email);
      await sql.query('update message_setting set email = $2, email_masked = $3 where person = $1', [actor.person, email, email_masked]);
    }
    const owner = { type: 'message-setting', id: actor.person, version: kept.rows[0]?.version ?? 1 };
    await appendEntry(sql, {
      ...{
        ...owner,
        at,
        verb: 'message-setting.change',
        from: null,
        to: 'kept',
      },
      ...{ actor, scope: actor, set: { language, channels, quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null } },
      personal: input.email === undefined ? [] : [sealFact(vault, owner, { field: 'email', value: input.email, salt: random.bytes(32) })],
    });
  });
}
