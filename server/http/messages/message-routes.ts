import Type from 'typebox';
import { countMessages, type InboxQuery, listMessages, mostCounted, oneMessage } from '#kernel/messages/inbox.ts';
import { acknowledge, answersFor, markAllRead, markRead } from '#kernel/messages/reader.ts';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import { wordingAt } from '#server/messages.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { answers, Id, pageOf, strict } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { KindSchema, ListSchema, OneSchema } from './schemas.ts';
import { labelsOf, viewMessage } from './view.ts';

const badCursor: Detail = {
  code: 'cursor',
  field: 'cursor',
  text: { zh: '翻页标记无效，请从第一页开始', en: 'The cursor is not valid; begin at the first page' },
};

/** `1772586000000_<id>`: the moment and the id of the last message of the page before. */
function readCursor(cursor: string | undefined): InboxQuery['after'] {
  if (cursor === undefined) return null;
  const [ms = '', id = ''] = cursor.split('_');
  if (!/^\d{1,14}$/.test(ms) || !isId(id)) throw new Problem('invalid', [badCursor]);
  return { latest_at: new Date(Number(ms)), id };
}

const Query = Type.Object(
  {
    box: Type.Optional(Type.Union([Type.Literal('inbox'), Type.Literal('open'), Type.Literal('sent')])),
    unread: Type.Optional(Type.Boolean()),
    kind: Type.Optional(KindSchema),
    cursor: Type.Optional(Type.String({ maxLength: 64 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);

export function messageRoutes(app: App, platform: Platform, labels: Labeller): void {
  readRoutes(app, platform, labels);
  countRoute(app, platform);
  actRoutes(app, platform);
}

function readRoutes(app: App, platform: Platform, labels: Labeller): void {
  const { database, clock } = platform;
  const wording = wordingAt(platform);

  app.get(
    '/v1/messages',
    {
      schema: {
        operationId: 'listMessages',
        summary: 'What my desk was told, newest first; `box=open`: what of it must be acknowledged; `box=sent`: what my office sent',
        tags: ['messages'],
        querystring: Query,
        response: answers(ListSchema),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { box = 'inbox', unread = false, kind = null, cursor, limit = 20 } = request.query;
      const found = await listMessages(database, actor, { box, unread, kind, after: readCursor(cursor), limit });
      const { items, next } = pageOf(found.rows, limit, (row) => `${row.latest_at.getTime()}_${row.id}`);
      const today = wording(clock.now());
      const view = (rows: typeof found.rows) => rows.map((row) => viewMessage(row, today));
      const names = await labelsOf(labels, [...found.open, ...items], []);
      return {
        open: view(found.open),
        more_open: found.moreOpen,
        items: view(items),
        next,
        may_acknowledge: answersFor(actor.roles),
        labels: names,
      };
    },
  );

  app.get(
    '/v1/messages/:id',
    {
      schema: {
        operationId: 'getMessage',
        summary: 'One message with what it stands for, and, for its sender, who has read it',
        tags: ['messages'],
        params: Type.Object({ id: Id }),
        response: answers(OneSchema),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const found = await oneMessage(database, actor, request.params.id);
      if (found === undefined) throw new Problem('not-found');
      const { message, receipts } = found;
      return {
        row: viewMessage(message, wording(clock.now())),
        receipts: receipts.map(({ person, read_at }) => ({ person, read_at: read_at.toISOString() })),
        may_acknowledge: answersFor(actor.roles),
        labels: await labelsOf(
          labels,
          [message],
          receipts.map((each) => each.person),
        ),
      };
    },
  );
}

function countRoute(app: App, { database, clock }: Platform): void {
  app.get(
    '/v1/messages/count',
    {
      schema: {
        operationId: 'countMessages',
        summary: 'How many messages of the last 30 days I have not read, and how many my desk must acknowledge',
        tags: ['messages'],
        response: answers(Type.Object({ unread: Type.Integer({ description: `At most ${mostCounted}` }), open: Type.Integer() })),
      },
    },
    async (request) => countMessages(database, signedIn(request).actor, clock.now()),
  );
}

function actRoutes(app: App, { database, clock }: Platform): void {
  const Read = Type.Object({ read: Type.Integer({ description: 'How many were marked' }) });

  app.post(
    '/v1/messages/read',
    {
      schema: {
        operationId: 'readAllMessages',
        summary: 'Mark what my desk was told as read; what must be acknowledged stays',
        tags: ['messages'],
        response: answers(Read),
      },
    },
    async (request) => ({ read: await markAllRead(database, signedIn(request).actor, clock.now()) }),
  );

  app.post(
    '/v1/messages/:id/read',
    {
      schema: {
        operationId: 'readMessage',
        summary: 'Mark a message as read by me',
        tags: ['messages'],
        params: Type.Object({ id: Id }),
        response: answers(Read),
      },
    },
    async (request) => {
      await markRead(database, signedIn(request).actor, request.params.id, clock.now());
      return { read: 1 };
    },
  );

  app.post(
    '/v1/messages/:id/acknowledge',
    {
      schema: {
        operationId: 'acknowledgeMessage',
        summary: 'Say for my desk that it has taken note: an act that stands in the ledger',
        tags: ['messages'],
        params: Type.Object({ id: Id }),
        response: answers(Type.Object({ acknowledged: Type.Boolean({ description: 'False when somebody had done so before' }) })),
      },
    },
    async (request) => ({ acknowledged: await acknowledge(database, signedIn(request).actor, request.params.id, clock.now()) }),
  );
}
