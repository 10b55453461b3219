import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { AuthenticationResponseJSON, RegistrationResponseJSON, RelyingParty } from '#kernel/identity/passkeys.ts';

const Encoded = Type.String({ minLength: 1, maxLength: 16_384, pattern: '^[A-Za-z0-9_-]*$' });

const common = {
  id: Encoded,
  rawId: Encoded,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
  clientExtensionResults: Type.Object({}, { additionalProperties: true }),
};

/** As the browser's `toJSON` gives it; what it adds in later versions is let through and not looked at. */
export const PasskeyAnswer = Type.Unsafe<AuthenticationResponseJSON>(
  Type.Object(
    {
      ...common,
      response: Type.Object(
        { clientDataJSON: Encoded, authenticatorData: Encoded, signature: Encoded, userHandle: Type.Optional(Encoded) },
        { additionalProperties: true },
      ),
    },
    { additionalProperties: true, description: 'The answer of navigator.credentials.get, as JSON' },
  ),
);

export const NewPasskeyAnswer = Type.Unsafe<RegistrationResponseJSON>(
  Type.Object(
    {
      ...common,
      response: Type.Object(
        {
          clientDataJSON: Encoded,
          attestationObject: Encoded,
          transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
        },
        { additionalProperties: true },
      ),
    },
    { additionalProperties: true, description: 'The answer of navigator.credentials.create, as JSON' },
  ),
);

/** What the browser is to be asked for, as the standard's JSON. */
export const PasskeyOptions = Type.Unsafe<object>(
  Type.Object({}, { additionalProperties: true, description: 'WebAuthn options as JSON, for the browser' }),
);

export const StepCode = Type.String({ minLength: 1, maxLength: 40, description: 'Six digits of a code generator, or a recovery code' });
export const RecoveryCodes = Type.Object({
  codes: Type.Array(Type.String(), { description: 'Recovery codes, shown this once; empty when none were made' }),
});

/** The site as the browser names it. A reverse proxy ends TLS, so that only the setting knows of it. */
export function siteOf(request: FastifyRequest, secure: boolean): RelyingParty {
  return { id: request.hostname, origin: `${secure ? 'https' : request.protocol}://${request.host}` };
}
