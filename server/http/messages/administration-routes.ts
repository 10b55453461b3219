import Type from 'typebox';
import { channelNames, isKind, kindOf, kinds, type MessageKind } from '#kernel/messages/kinds.ts';
import { countDeliveries, listDeliveries } from '#kernel/messages/log.ts';
import { templateOf } from '#kernel/messages/template.ts';
import { sendTest } from '#kernel/messages/test-message.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { type Channels, figuresAt, wordingAt } from '#server/messages.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers, Id, Moment, Nullable, Page, pageOf, strict, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { KindSchema } from './schemas.ts';

const day_ms = 86_400_000;
const Channel = Type.Union(channelNames.map((name) => Type.Literal(name)));
const State = Type.Union([Type.Literal('queued'), Type.Literal('sent'), Type.Literal('logged'), Type.Literal('failed')]);
const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const names = Object.keys(kinds) as readonly MessageKind[]; // Object.keys loses the key type

const onlyAdministrators: Detail = {
  code: 'not-administrator',
  text: { zh: '由系统管理员或安全审计员查看', en: 'This is for administrators and auditors' },
};

/** Administrators keep the channels, auditors look at what left by them; each in his own area. */
function admitted(request: Parameters<typeof signedIn>[0], ...roles: readonly ('administrator' | 'auditor')[]) {
  const { actor } = signedIn(request);
  const fits = actor.reader === 'officer' && actor.roles.some((role) => roles.some((each) => each === role));
  if (!fits) throw new Problem('forbidden', [onlyAdministrators]);
  return actor;
}

export function messageAdministrationRoutes(app: App, platform: Platform, labels: Labeller, channels: Channels): void {
  channelRoutes(app, platform, channels);
  logRoute(app, platform, labels);
  templateRoute(app, platform);
}

function channelRoutes(app: App, platform: Platform, channels: Channels): void {
  const { database, clock } = platform;
  const figures = figuresAt(platform);
  const ChannelState = Type.Object({
    channel: Channel,
    target: Nullable(Type.String({ description: 'The host it leads to; null when nothing is set and it only keeps a log' })),
    queued: Type.Integer(),
    sent: Type.Integer(),
    logged: Type.Integer(),
    failed: Type.Integer(),
    oldest: Nullable(Moment),
  });

  app.get(
    '/v1/message-channels',
    {
      schema: {
        operationId: 'listMessageChannels',
        summary: 'The outside channels: where each leads, and what became of the deliveries of the last day in my area',
        tags: ['messages'],
        response: answers(
          Type.Object({ items: Type.Array(ChannelState), quiet: Type.Object({ from: Type.Integer(), to: Type.Integer() }) }),
        ),
      },
    },
    async (request) => {
      const actor = admitted(request, 'administrator', 'auditor');
      const now = clock.now();
      const counted = await countDeliveries(database, actor, new Date(now.getTime() - day_ms), now);
      const items = channelNames.map((channel) => {
        const { queued = 0, sent = 0, logged = 0, failed = 0, oldest = null } = counted.find((each) => each.channel === channel) ?? {};
        return { channel, target: channels[channel].target, queued, sent, logged, failed, oldest: oldest?.toISOString() ?? null };
      });
      return { items, quiet: figures(now).quiet };
    },
  );

  app.post(
    '/v1/message-channels/:channel/test',
    {
      schema: {
        operationId: 'testMessageChannel',
        summary: 'Send myself a message by one channel',
        tags: ['messages'],
        params: Type.Object({ channel: Channel }),
        response: answers(Type.Object({ queued: Type.Boolean() })),
      },
    },
    async (request) => {
      await sendTest({ ...platform, figures }, admitted(request, 'administrator'), request.params.channel);
      return { queued: true };
    },
  );
}

function logRoute(app: App, { database }: Platform, labels: Labeller): void {
  const Logged = Type.Object({
    id: Id,
    channel: Channel,
    kind: Type.String(),
    kind_label: TextSchema,
    desk: Type.String(),
    person: Id,
    state: State,
    at: Moment,
    tries: Type.Integer(),
    next_at: Nullable(Moment),
    done_at: Nullable(Moment),
    read_at: Nullable(Moment),
    address: Type.String({ description: 'Masked' }),
    words: Type.String({ description: 'What was said; for auditors, and of test messages' }),
    reason: Nullable(Type.String()),
  });
  const Query = Type.Object(
    { channel: Type.Optional(Channel), state: Type.Optional(State), cursor: Type.Optional(Id), limit: Page.limit },
    strict,
  );
  app.get(
    '/v1/message-deliveries',
    {
      schema: {
        operationId: 'listMessageDeliveries',
        summary: 'What left by outside channels in my area, newest first',
        tags: ['messages'],
        querystring: Query,
        response: answers(Type.Object({ items: Type.Array(Logged), next: Nullable(Type.String()), labels: LabelsSchema })),
      },
    },
    async (request) => {
      const actor = admitted(request, 'administrator', 'auditor');
      const { channel = null, state = null, cursor, limit = 20 } = request.query;
      const rows = await listDeliveries(database, actor, { channel, state, after: cursor ?? null, limit: limit + 1 });
      const { items, next } = pageOf(rows, limit, (row) => row.id);
      const text = (moment: Date | null) => moment?.toISOString() ?? null;
      // Whoever runs the platform has no business with what its records say.
      const readsWords = actor.roles.includes('auditor');
      const shown = items.map((row) => ({
        ...row,
        words: readsWords || row.kind === 'test' ? row.words : '',
        kind_label: isKind(row.kind) ? kindOf(row.kind).label : { zh: row.kind, en: row.kind },
        at: row.at.toISOString(),
        next_at: text(row.next_at),
        done_at: text(row.done_at),
        read_at: text(row.read_at),
      }));
      return { items: shown, next, labels: await labels.ofPeople(items.map((each) => each.person)) };
    },
  );
}

function templateRoute(app: App, platform: Platform): void {
  const { clock } = platform;
  const wording = wordingAt(platform);
  const Template = Type.Object({
    kind: KindSchema,
    label: TextSchema,
    severity: Type.String(),
    channels: Type.Array(Channel),
    one: Words,
    many: Words,
    valid_from: Type.String(),
    source: Type.String(),
    status: Type.Union([Type.Literal('confirmed'), Type.Literal('unverified')]),
  });
  app.get(
    '/v1/message-templates',
    {
      schema: {
        operationId: 'listMessageTemplates',
        summary: 'What messages say, by the templates in force today',
        tags: ['messages'],
        response: answers(Type.Object({ items: Type.Array(Template) })),
      },
    },
    async (request) => {
      admitted(request, 'administrator', 'auditor');
      const today = wording(clock.now());
      const items = names.map((kind) => {
        const { label, severity, channels } = kindOf(kind);
        const row = today.template(kind);
        const { valid_from, source, status } = row;
        return { kind, label, severity, channels: [...channels], ...templateOf(row), valid_from, source, status };
      });
      return { items };
    },
  );
}
