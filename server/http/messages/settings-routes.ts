import Type from 'typebox';
import { channelNames, kindOf, kinds, type MessageKind } from '#kernel/messages/kinds.ts';
import { changeSettings, ownSettings } from '#kernel/messages/settings.ts';
import { figuresAt } from '#server/messages.ts';
import type { Platform } from '#server/platform.ts';
import { answers, Nullable, strict, TextSchema } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { KindSchema } from './schemas.ts';

const Channel = Type.Union(channelNames.map((name) => Type.Literal(name)));
const Hour = Type.Integer({ minimum: 0, maximum: 23 });
const Quiet = Type.Object({ from: Hour, to: Hour }, strict);
const Language = Type.Union([Type.Literal('zh'), Type.Literal('en')]);
const Channels = Type.Record(Type.String({ maxLength: 40 }), Type.Array(Channel, { maxItems: 3, uniqueItems: true }));

const SettingsSchema = Type.Object({
  language: Language,
  email: Type.String({ description: 'Masked; empty when none is kept' }),
  quiet: Nullable(Quiet),
  usual_quiet: Quiet,
  kinds: Type.Array(
    Type.Object({
      kind: KindSchema,
      label: TextSchema,
      urgent: Type.Boolean({ description: 'Goes out by its usual channels whatever is chosen, and breaks quiet hours' }),
      usual: Type.Array(Channel),
      chosen: Nullable(Type.Array(Channel)),
    }),
  ),
});

const names = Object.keys(kinds) as readonly MessageKind[]; // Object.keys loses the key type

export function messageSettingsRoutes(app: App, platform: Platform): void {
  const { database, clock } = platform;
  const figures = figuresAt(platform);

  app.get(
    '/v1/message-settings',
    {
      schema: {
        operationId: 'getMessageSettings',
        summary: 'By which channels and when I am told',
        tags: ['messages'],
        response: answers(SettingsSchema),
      },
    },
    async (request) => {
      const { language, channels, quiet, email_masked } = await ownSettings(database, signedIn(request).actor);
      const told = names
        .filter((kind) => kind !== 'test')
        .map((kind) => {
          const { label, severity, channels: usual } = kindOf(kind);
          return {
            kind,
            label,
            urgent: severity === 'urgent',
            usual: [...usual],
            chosen: channels[kind] === undefined ? null : [...channels[kind]],
          };
        });
      return { language, email: email_masked, quiet, usual_quiet: figures(clock.now()).quiet, kinds: told };
    },
  );

  app.post(
    '/v1/message-settings',
    {
      schema: {
        operationId: 'changeMessageSettings',
        summary: 'Choose by which channels and when I am told; an e-mail address left out stays, an empty one is removed',
        tags: ['messages'],
        body: Type.Object(
          { language: Language, quiet: Nullable(Quiet), channels: Channels, email: Type.Optional(Type.String({ maxLength: 254 })) },
          strict,
        ),
        response: answers(Type.Object({ kept: Type.Boolean() })),
      },
    },
    async (request) => {
      await changeSettings(platform, signedIn(request).actor, request.body);
      return { kept: true };
    },
  );
}
