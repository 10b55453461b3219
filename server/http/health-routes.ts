import Type from 'typebox';
import { answers } from './schemas.ts';
import type { App, Services } from './services.ts';

export function healthRoutes(app: App, { database, config }: Services): void {
  app.get(
    '/v1/health',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getHealth',
        summary: 'Whether the server and its database answer',
        tags: ['platform'],
        security: [],
        response: answers(Type.Object({ status: Type.Literal('ok'), version: Type.String() })),
      },
    },
    async () => {
      await database.query('select 1');
      return { status: 'ok' as const, version: config.version };
    },
  );

  let document: string | undefined;
  app.get('/v1/openapi.json', { config: { access: 'open' }, schema: { hide: true } }, async (_, reply) => {
    document ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(document);
  });
}
