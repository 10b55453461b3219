import Type from 'typebox';
import type { Text } from '#kernel/text.ts';
import { answers, Nullable, TextSchema } from '../schemas.ts';
import type { App } from '../services.ts';

export interface Progress {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  readonly text: Text | null;
}

/** How far long work in the background has come: the demonstration's history, while it is being lived through. */
export function progressRoute(app: App, progress: () => Progress): void {
  app.get(
    '/v1/progress',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'getProgress',
        summary: 'Long work in the background',
        tags: ['platform'],
        response: answers(
          Type.Object({ running: Type.Boolean(), done: Type.Integer(), total: Type.Integer(), text: Nullable(TextSchema) }),
        ),
      },
    },
    async () => progress(),
  );
}
