import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import { answers, strict } from '../schemas.ts';
import { signedIn } from '../security.ts';
import type { App } from '../services.ts';
import { visibleRow } from './one-route.ts';
import type { RecordParts } from './parts.ts';
import { ActedSchema, inputSchema, pascal } from './schemas.ts';

export const KeyHeader = Type.Object(
  {
    'idempotency-key': Type.Optional(
      Type.String({ description: 'Required: 8 to 200 characters; the same key with the same request is done once' }),
    ),
  },
  { additionalProperties: true },
);

export function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[\x21-\x7e]{8,200}$/.test(key)) return key;
  const text = { zh: '缺少幂等键（idempotency-key，8 至 200 个字符）', en: 'The idempotency-key header is required, 8 to 200 characters' };
  throw new Problem('bad-request', [{ code: 'idempotency-key', text }]);
}

function createRoute(app: App, type: AnyRecordType, { platform }: RecordParts): void {
  const creating = Object.entries(type.lifecycle.actions).flatMap(([name, action]) =>
    action.from === null && !action.consequence ? [name] : [],
  );
  const [first] = creating;
  if (first === undefined) return;
  app.post(
    `/v1/${type.plural}`,
    {
      schema: {
        operationId: `create${pascal(type.name)}`,
        summary: `${type.label.en}: ${creating.map((name) => type.lifecycle.actions[name]?.label.en).join(' / ')}`,
        tags: [type.plural],
        headers: KeyHeader,
        body: Type.Object(
          {
            action: Type.Optional(Type.String({ enum: creating, description: `\`${first}\` when left out` })),
            input: Type.Record(Type.String(), Type.Unknown(), {
              description: creating.map((name) => `${name}: ${Object.keys(inputSchema(type, name).properties).join(', ')}`).join('; '),
            }),
          },
          strict,
        ),
        response: answers(ActedSchema, 201),
      },
    },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const { action = first, input } = request.body;
      const done = await platform.executor.act({ actor, type: type.name, id: null, action, input, key: keyOf(request), trace: request.id });
      reply.code(201);
      return { id: done.id, version: done.version, state: done.state };
    },
  );
}

function actRoute(app: App, type: AnyRecordType, name: string, { platform }: RecordParts): void {
  const action = type.lifecycle.actions[name];
  app.post(
    `/v1/${type.plural}/:id/${name}`,
    {
      schema: {
        operationId: `${name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())}${pascal(type.name)}`,
        summary: `${type.label.en}: ${action?.label.en ?? name}`,
        tags: [type.plural],
        headers: KeyHeader,
        params: Type.Object({ id: Type.String() }),
        body: Type.Object(
          {
            version: Type.Integer({ minimum: 1, description: 'The version that you saw' }),
            input: Type.Record(Type.String(), Type.Unknown(), {
              description: Object.keys(inputSchema(type, name).properties).join(', '),
            }),
          },
          strict,
        ),
        response: answers(ActedSchema),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { id } = request.params;
      if (!isId(id)) throw new Problem('not-found');
      const { version, input } = request.body;
      const done = await platform.executor.act({
        actor,
        type: type.name,
        id,
        action: name,
        input,
        version,
        key: keyOf(request),
        trace: request.id,
      });
      return { id: done.id, version: done.version, state: done.state };
    },
  );
}

/** Looking at a masked value is an act: it gives its reason and stands in the ledger. */
function revealRoute(app: App, type: AnyRecordType, { platform }: RecordParts): void {
  app.post(
    `/v1/${type.plural}/:id/reveal`,
    {
      schema: {
        operationId: `reveal${pascal(type.name)}`,
        summary: `${type.label.en}: look at a personal value, with a reason`,
        tags: [type.plural],
        headers: KeyHeader,
        params: Type.Object({ id: Type.String() }),
        body: Type.Object({ field: Type.String(), reason: Type.String() }, strict),
        response: answers(Type.Object({ value: Type.Union([Type.String(), Type.Null()]) })),
      },
    },
    async (request) => {
      const { actor } = signedIn(request);
      const { id } = request.params;
      if (!isId(id)) throw new Problem('not-found');
      const { field, reason } = request.body;
      await platform.executor.act({
        actor,
        type: type.name,
        id,
        action: 'reveal',
        input: { field, reason },
        key: keyOf(request),
        trace: request.id,
      });
      const row = await visibleRow(platform, type, actor, id);
      const value = row[field];
      return { value: typeof value === 'string' ? value : value === null || value === undefined ? null : JSON.stringify(value) };
    },
  );
}

export function actRoutes(app: App, type: AnyRecordType, parts: RecordParts): void {
  createRoute(app, type, parts);
  for (const [name, action] of Object.entries(type.lifecycle.actions)) {
    if (action.from !== null && !action.consequence) actRoute(app, type, name, parts);
  }
  if (Object.values(type.fields).some((field) => field.disclosure === 'personal')) revealRoute(app, type, parts);
}
