import Type from 'typebox';
import { dayOf } from '#kernel/clock/zone.ts';
import type { Platform } from '#server/platform.ts';
import { answers, TextSchema } from '../schemas.ts';
import type { App } from '../services.ts';

const Parameter = Type.Object({
  name: Type.String(),
  title: TextSchema,
  value: Type.Unknown(),
  unit: Type.String(),
  valid_from: Type.String(),
  source: Type.String(),
  status: Type.Union([Type.Literal('confirmed'), Type.Literal('unverified')]),
});

/** The figures in force today, for everybody: by what one is measured is no secret. */
export function parameterRoute(app: App, platform: Platform): void {
  app.get(
    '/v1/parameters',
    {
      schema: {
        operationId: 'listParameters',
        summary: 'The figures in force, each with its source and whether it is confirmed',
        tags: ['parameters'],
        response: answers(Type.Object({ items: Type.Array(Parameter) })),
      },
    },
    async () => {
      const parameters = platform.reference.parameters();
      const today = dayOf(platform.clock.now());
      const items = parameters.names().flatMap((name) => parameters.history(name).findLast((row) => row.valid_from <= today) ?? []);
      // The templates of messages have a page of their own.
      return { items: items.filter((row) => row.unit !== 'template').map((row) => ({ ...row })) };
    },
  );
}
