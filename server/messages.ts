import type { Clock } from '#kernel/clock/clock.ts';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Channel } from '#kernel/messages/channels/channel.ts';
import { logOnly } from '#kernel/messages/channels/channel.ts';
import { emailChannel } from '#kernel/messages/channels/email.ts';
import { gatewayChannel } from '#kernel/messages/channels/gateway.ts';
import { deliver } from '#kernel/messages/deliver.ts';
import { type DispatchParts, dispatchMessages } from '#kernel/messages/dispatch.ts';
import { type Figures, figuresOf } from '#kernel/messages/figures.ts';
import { gatherMessages } from '#kernel/messages/gather.ts';
import type { ChannelName } from '#kernel/messages/kinds.ts';
import { pruneMessages } from '#kernel/messages/prune.ts';
import type { Wording } from '#kernel/messages/template.ts';
import { deliverEvents } from '#kernel/messages/webhooks/deliver-events.ts';
import type { Guard } from '#kernel/messages/webhooks/guarded-post.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import { arrivals } from '#modules/arrivals.ts';
import type { Platform } from './platform.ts';

export type Channels = Readonly<Record<ChannelName, Channel>>;

/** No way out: everything is kept in the log of deliveries. */
export const noChannels: Channels = { email: logOnly, sms: logOnly, voice: logOnly };

/** Webhooks lead out, never to this machine or its network. */
const strict: Guard = { allowLoopback: false };

type Environment = Readonly<Record<string, string | undefined>>;

function gatewayOf(name: 'sms' | 'voice', environment: Environment, clock: Clock): Channel {
  const prefix = `ANWANG_${name.toUpperCase()}`;
  const [url, secret] = [environment[`${prefix}_URL`], environment[`${prefix}_SECRET`]];
  if (url === undefined || url === '') return logOnly;
  if (secret === undefined || secret.length < 16)
    throw new Error(`${prefix}_SECRET must be set to 16 characters or more: requests to ${prefix}_URL are signed`);
  return gatewayChannel(name, { url, secret }, clock);
}

/** The channels that the environment sets; the others only log. Throws an Error on half a setting. */
export function channelsOf(environment: Environment, clock: Clock): Channels {
  const { ANWANG_SMTP_URL: smtp, ANWANG_SMTP_FROM: from } = environment;
  if (smtp !== undefined && smtp !== '' && (from === undefined || from === ''))
    throw new Error('ANWANG_SMTP_FROM must name the sender of what goes out by ANWANG_SMTP_URL');
  return {
    email: smtp === undefined || smtp === '' ? logOnly : emailChannel({ url: smtp, from: from ?? '' }),
    sms: gatewayOf('sms', environment, clock),
    voice: gatewayOf('voice', environment, clock),
  };
}

export function figuresAt(platform: Platform): (at: Date) => Figures {
  let known: { readonly day: string; readonly of: unknown; readonly figures: Figures } | undefined;
  return (at) => {
    const day = dayOf(at);
    const parameters = platform.reference.parameters();
    if (known?.day !== day || known.of !== parameters)
      known = { day, of: parameters, figures: figuresOf((name) => parameters.row(name, day)) };
    return known.figures;
  };
}

export function wordingAt(platform: Platform): (at: Date) => Wording {
  const { reference, catalogue } = platform;
  return (at) => ({ template: (kind) => reference.parameters().row(`message.template.${kind}`, dayOf(at)), catalogue });
}

async function deskName(platform: Platform, desk: string): Promise<Text | undefined> {
  const known = platform.reference.organisationName(desk);
  if (known !== undefined) return known;
  const found = await scoped(platform.database, systemActor, (sql) =>
    sql.query<{ name: string }>('select name from enterprise where id::text = $1', [desk]),
  );
  const name = found.rows[0]?.name;
  return name === undefined ? undefined : { zh: name, en: name };
}

export interface Messenger {
  readonly channels: Channels;
  readonly guard: Guard;
  gather(): Promise<number>;
  dispatch(): Promise<number>;
  deliver(name: ChannelName): Promise<number>;
  deliverEvents(): Promise<number>;
  prune(): Promise<number>;
  close(): void;
}

/** What the workers do for messages, each step for itself: a channel that hangs holds back nothing else. */
export function messengerOver(platform: Platform, channels: Channels, address: string | null, guard: Guard = strict): Messenger {
  const { database, catalogue, clock, vault } = platform;
  const figures = figuresAt(platform);
  const dispatching: DispatchParts = { database, figures, deskName: (desk) => deskName(platform, desk) };
  const delivering = { database, vault, wording: wordingAt(platform), address };
  return {
    channels,
    guard,
    gather: () => gatherMessages({ database, catalogue, figures, arrivals }, clock.now()),
    dispatch: () => dispatchMessages(dispatching, clock.now()),
    deliver: (name) => deliver(delivering, name, channels[name], clock),
    deliverEvents: () => deliverEvents(database, guard, clock),
    prune: () => {
      const now = clock.now();
      return pruneMessages(database, new Date(now.getTime() - figures(now).keep_ms));
    },
    close: () => {
      for (const channel of Object.values(channels)) channel.close();
    },
  };
}

/** The messenger that the environment sets. Throws an Error on half a setting. */
export function messengerOf(platform: Platform, environment: Environment): Messenger {
  const guard = { allowLoopback: environment.ANWANG_WEBHOOK_LOOPBACK === '1' };
  return messengerOver(platform, channelsOf(environment, platform.clock), environment.ANWANG_ADDRESS ?? null, guard);
}
