import Type from 'typebox';
import { NewPasskeyAnswer, PasskeyOptions, RecoveryCodes, siteOf } from './factor-schemas.ts';
import { answers, Moment, Nullable, nothing, strict } from './schemas.ts';
import { signedIn } from './security.ts';
import type { App, Services } from './services.ts';

const FactorsView = Type.Object({
  required: Type.Boolean({ description: 'One of your posts may do nothing without a second factor' }),
  authenticatorSince: Nullable(Moment),
  recoveryCodesLeft: Type.Integer(),
  passkeys: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), createdAt: Moment, usedAt: Nullable(Moment) })),
});

const PasskeyName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
const PasskeyId = Type.Object({ id: Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' }) });

/** Open also to whoever has to set up a factor before anything else; sensitive, because a borrowed desk must not change them. */
const sensitive = { access: 'unchanged', confirmed: true } as const;

/** One's own second factors. */
export function accountRoutes(app: App, services: Services): void {
  app.get(
    '/v1/account/factors',
    {
      config: { access: 'unchanged' },
      schema: { operationId: 'getFactors', summary: 'Your second factors', tags: ['account'], response: answers(FactorsView) },
    },
    async (request) => services.factors.view(signedIn(request)),
  );
  authenticatorRoutes(app, services);
  passkeyRoutes(app, services);
}

function authenticatorRoutes(app: App, { factors }: Services): void {
  app.post(
    '/v1/account/authenticator',
    {
      config: sensitive,
      schema: {
        operationId: 'beginAuthenticator',
        summary: 'A secret for a code generator (RFC 6238); it counts once a code of it was sent',
        tags: ['account'],
        response: answers(Type.Object({ secret: Type.String(), uri: Type.String() }), 201),
      },
    },
    async (request, reply) => reply.code(201).send(await factors.beginAuthenticator(signedIn(request))),
  );
  app.post(
    '/v1/account/authenticator/confirm',
    {
      config: sensitive,
      schema: {
        operationId: 'confirmAuthenticator',
        summary: 'Send the first code; answers recovery codes when this is your first second factor',
        tags: ['account'],
        body: Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, strict),
        response: answers(RecoveryCodes),
      },
    },
    async (request) => ({ codes: [...(await factors.confirmAuthenticator(signedIn(request), request.body.code))] }),
  );
  app.delete(
    '/v1/account/authenticator',
    {
      config: sensitive,
      schema: { operationId: 'removeAuthenticator', summary: 'Remove the code generator', tags: ['account'], response: nothing },
    },
    async (request, reply) => {
      await factors.removeAuthenticator(signedIn(request));
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/v1/account/recovery-codes',
    {
      config: sensitive,
      schema: {
        operationId: 'renewRecoveryCodes',
        summary: 'Ten new recovery codes, shown this once; the former ones are void',
        tags: ['account'],
        response: answers(RecoveryCodes, 201),
      },
    },
    async (request, reply) => reply.code(201).send({ codes: [...(await factors.renewRecoveryCodes(signedIn(request)))] }),
  );
}

function passkeyRoutes(app: App, { factors, config }: Services): void {
  app.post(
    '/v1/account/passkey-options',
    {
      config: sensitive,
      schema: {
        operationId: 'beginPasskey',
        summary: 'What the browser needs to make a passkey',
        tags: ['account'],
        response: answers(PasskeyOptions),
      },
    },
    async (request) => factors.registrationOptions(signedIn(request), siteOf(request, config.secure)),
  );
  app.post(
    '/v1/account/passkeys',
    {
      config: sensitive,
      schema: {
        operationId: 'addPasskey',
        summary: 'Keep a passkey that the browser has made',
        tags: ['account'],
        body: Type.Object({ name: PasskeyName, response: NewPasskeyAnswer }, strict),
        response: answers(Type.Object({ id: Type.String(), ...RecoveryCodes.properties }), 201),
      },
    },
    async (request, reply) => {
      const site = siteOf(request, config.secure);
      const { id, codes } = await factors.addPasskey(signedIn(request), { ...request.body, site });
      return reply.code(201).send({ id, codes: [...codes] });
    },
  );
  app.post(
    '/v1/account/passkeys/:id/name',
    {
      config: { access: 'unchanged' },
      schema: {
        operationId: 'renamePasskey',
        summary: 'Give a passkey another name',
        tags: ['account'],
        params: PasskeyId,
        body: Type.Object({ name: PasskeyName }, strict),
        response: nothing,
      },
    },
    async (request, reply) => {
      await factors.renamePasskey(signedIn(request), request.params.id, request.body.name);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/v1/account/passkeys/:id',
    {
      config: sensitive,
      schema: { operationId: 'removePasskey', summary: 'Remove a passkey', tags: ['account'], params: PasskeyId, response: nothing },
    },
    async (request, reply) => {
      await factors.removePasskey(signedIn(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
