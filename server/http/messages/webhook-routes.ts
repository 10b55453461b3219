import Type from 'typebox';
import { eventPattern } from '#kernel/messages/webhooks/events.ts';
import { listWebhookDeliveries, listWebhooks } from '#kernel/messages/webhooks/list.ts';
import { keepsWebhooks, moveWebhook, registerWebhook, testWebhook, type Webhook } from '#kernel/messages/webhooks/register.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from '../records/labels.ts';
import { LabelsSchema } from '../records/schemas.ts';
import { answers, Id, Moment, Nullable, Page, pageOf, strict } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';

const WebhookSchema = Type.Object({
  id: Id,
  version: Type.Integer(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  state: Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('disabled')]),
  failures: Type.Integer({ description: 'Events that failed for good, one after the other; ten turn it off' }),
  created_at: Moment,
  created_by: Id,
});

const Delivery = Type.Object({
  id: Id,
  event: Type.String(),
  state: Type.Union([Type.Literal('queued'), Type.Literal('sent'), Type.Literal('failed')]),
  at: Moment,
  tries: Type.Integer(),
  next_at: Nullable(Moment),
  done_at: Nullable(Moment),
  status: Nullable(Type.Integer()),
  reason: Nullable(Type.String()),
});

const view = (hook: Webhook) => ({ ...hook, events: [...hook.events], created_at: hook.created_at.toISOString() });

function admitted(request: Parameters<typeof signedIn>[0]) {
  const { actor } = signedIn(request);
  if (!keepsWebhooks(actor)) throw new Problem('forbidden');
  return actor;
}

export interface WebhookParts {
  readonly allowLoopback: boolean;
}

export function webhookRoutes(app: App, platform: Platform, labels: Labeller, guard: WebhookParts): void {
  readRoutes(app, platform, labels);
  registerRoute(app, platform, guard);
  moveRoutes(app, platform, guard);
}

function readRoutes(app: App, { database }: Platform, labels: Labeller): void {
  app.get(
    '/v1/webhooks',
    {
      schema: {
        operationId: 'listWebhooks',
        summary: 'The addresses that machines of my organisation are told at',
        tags: ['webhooks'],
        response: answers(Type.Object({ items: Type.Array(WebhookSchema), labels: LabelsSchema })),
      },
    },
    async (request) => {
      const items = await listWebhooks(database, admitted(request));
      return { items: items.map(view), labels: await labels.ofPeople(items.map((each) => each.created_by)) };
    },
  );

  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'What was sent to one address, newest first',
        tags: ['webhooks'],
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ cursor: Type.Optional(Id), limit: Page.limit }, strict),
        response: answers(Type.Object({ items: Type.Array(Delivery), next: Nullable(Type.String()) })),
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 20;
      const rows = await listWebhookDeliveries(database, admitted(request), request.params.id, request.query.cursor ?? null, limit + 1);
      if (rows === undefined) throw new Problem('not-found');
      const page = pageOf(rows, limit, (row) => row.id);
      const items = page.items.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        next_at: row.next_at?.toISOString() ?? null,
        done_at: row.done_at?.toISOString() ?? null,
      }));
      return { items, next: page.next };
    },
  );
}

function registerRoute(app: App, platform: Platform, guard: WebhookParts): void {
  app.post(
    '/v1/webhooks',
    {
      schema: {
        operationId: 'registerWebhook',
        summary: 'Let an address be told of what I may see; the secret that requests are signed with is shown this once',
        tags: ['webhooks'],
        body: Type.Object(
          {
            url: Type.String({ minLength: 1, maxLength: 500 }),
            events: Type.Array(Type.String({ pattern: eventPattern, maxLength: 80 }), { minItems: 1, maxItems: 50 }),
          },
          strict,
        ),
        response: answers(Type.Object({ id: Id, secret: Type.String() }), 201),
      },
    },
    async (request, reply) => reply.code(201).send(await registerWebhook({ ...platform, guard }, signedIn(request).actor, request.body)),
  );
}

function moveRoutes(app: App, platform: Platform, guard: WebhookParts): void {
  const deps = { ...platform, guard };
  const Done = Type.Object({ done: Type.Boolean() });
  const summaries = {
    pause: 'Stop telling an address; what happens meanwhile is not kept for it',
    resume: 'Tell a paused or disabled address again',
    remove: 'Forget an address and what was sent to it',
  } as const;
  for (const move of ['pause', 'resume', 'remove'] as const) {
    app.post(
      `/v1/webhooks/:id/${move}`,
      {
        schema: {
          operationId: `${move}Webhook`,
          summary: summaries[move],
          tags: ['webhooks'],
          params: Type.Object({ id: Id }),
          body: Type.Object({ version: Type.Integer({ minimum: 1 }) }, strict),
          response: answers(Done),
        },
      },
      async (request) => {
        await moveWebhook(deps, signedIn(request).actor, request.params.id, request.body.version, move);
        return { done: true };
      },
    );
  }
  app.post(
    '/v1/webhooks/:id/test',
    {
      schema: {
        operationId: 'testWebhook',
        summary: 'Send an event that means nothing',
        tags: ['webhooks'],
        params: Type.Object({ id: Id }),
        response: answers(Done),
      },
    },
    async (request) => {
      await testWebhook(deps, signedIn(request).actor, request.params.id);
      return { done: true };
    },
  );
}
