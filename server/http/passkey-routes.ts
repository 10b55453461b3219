import Type from 'typebox';
import { PasskeyAnswer, PasskeyOptions, StepCode, siteOf } from './factor-schemas.ts';
import { answers, nothing, strict } from './schemas.ts';
import { sessionCookie, signedIn } from './security.ts';
import type { App, Services } from './services.ts';
import { BearerView, fresh, originOf, Password, viewOf } from './session-routes.ts';

/** Logging in with a passkey, and proving again who sits there before a sensitive act. */
export function passkeyRoutes(app: App, services: Services): void {
  const { factors, login, config } = services;

  app.post(
    '/v1/session/passkey-options',
    {
      config: { access: 'login' },
      schema: {
        operationId: 'askPasskey',
        summary: 'What the browser needs to answer with a passkey; good once, for five minutes',
        tags: ['session'],
        response: answers(PasskeyOptions),
      },
    },
    async (request) => factors.authenticationOptions(null, siteOf(request, config.secure)),
  );

  app.post(
    '/v1/session/passkey',
    {
      config: { access: 'login' },
      schema: {
        operationId: 'logInByPasskey',
        summary: 'Log in with a passkey alone',
        tags: ['session'],
        body: Type.Object({ passkey: PasskeyAnswer, bearer: Type.Optional(Type.Boolean()) }, strict),
        response: answers(BearerView),
      },
    },
    async (request, reply) => {
      const { passkey, bearer } = request.body;
      const token = await login.openByPasskey({ passkey, site: siteOf(request, config.secure), ...originOf(request) });
      const view = await viewOf(services, await fresh(services, token));
      if (bearer === true) return { ...view, token };
      reply.header('set-cookie', sessionCookie(token, config.secure));
      return view;
    },
  );

  app.post(
    '/v1/session/confirm',
    {
      config: { access: 'unchanged' },
      schema: {
        operationId: 'confirmSession',
        summary: 'Prove again who you are before a sensitive act: with your second factor, or with the password where there is none',
        tags: ['session'],
        body: Type.Object(
          { password: Type.Optional(Password), code: Type.Optional(StepCode), passkey: Type.Optional(PasskeyAnswer) },
          strict,
        ),
        response: nothing,
      },
    },
    async (request, reply) => {
      const proof = { ...request.body, site: siteOf(request, config.secure) };
      await services.confirm(signedIn(request), proof, originOf(request));
      return reply.code(204).send(null);
    },
  );
}
