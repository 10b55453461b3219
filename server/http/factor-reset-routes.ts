import Type from 'typebox';
import { answers, Id, Moment, nothing, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const Waiting = Type.Object({
  id: Id,
  person: Id,
  name: Type.String(),
  reason: Type.String(),
  askedBy: Id,
  askedByName: Type.String(),
  askedAt: Moment,
});

/** Taking away the second factors of somebody who has lost them, by two people. */
export function factorResetRoutes(app: App, { factorResets }: Services): void {
  app.get(
    '/v1/factor-resets',
    {
      schema: {
        operationId: 'listFactorResets',
        summary: 'Resets of a second step in your area that wait for their second hand',
        tags: ['people'],
        response: answers(Type.Object({ items: Type.Array(Waiting) })),
      },
    },
    async (request) => ({ items: await factorResets.list(signedIn(request).actor) }),
  );
  app.post(
    '/v1/people/:id/factor-reset',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'askFactorReset',
        summary: "As security officer, ask for the reset of somebody's second step",
        tags: ['people'],
        params: Type.Object({ id: Id }),
        body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }, strict),
        response: answers(Type.Object({ id: Id }), 201),
      },
    },
    async (request, reply) => reply.code(201).send(await factorResets.ask(signedIn(request).actor, request.params.id, request.body.reason)),
  );
  app.post(
    '/v1/factor-resets/:id/decide',
    {
      config: { confirmed: true },
      schema: {
        operationId: 'decideFactorReset',
        summary: "As the second hand, grant or decline a reset; a grant ends the person's sessions",
        tags: ['people'],
        params: Type.Object({ id: Id }),
        body: Type.Object({ granted: Type.Boolean() }, strict),
        response: nothing,
      },
    },
    async (request, reply) => {
      await factorResets.decide(signedIn(request).actor, request.params.id, request.body.granted);
      return reply.code(204).send(null);
    },
  );
}
