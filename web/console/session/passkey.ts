import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { api } from '#web/api/client.ts';

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Only where the page came by https, or from this very machine, does a browser have passkeys. */
export function passkeysWork(): boolean {
  return globalThis.isSecureContext && typeof globalThis.PublicKeyCredential === 'function';
}

/** What became of asking the browser: its answer, or why there is none. */
export type Asked<T> = { readonly answer: T } | { readonly failed: 'cancelled' | 'exists' };

async function asked<T>(work: Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await work };
  } catch (error) {
    // Anything that the browser refuses looks the same to the person: nothing happened.
    if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return { failed: 'exists' };
    if (error instanceof Error) return { failed: 'cancelled' };
    throw error;
  }
}

/** Asks the device for an answer to a new challenge. Throws ApiError when the server gives none. */
export async function answerWithPasskey(): Promise<Asked<object>> {
  const optionsJSON = await api.post<AuthenticationOptions>('/v1/session/passkey-options', undefined);
  return asked(startAuthentication({ optionsJSON }));
}

/** Asks the device to make a passkey. Throws ApiError when the server gives no challenge. */
export async function makePasskey(): Promise<Asked<object>> {
  const optionsJSON = await api.post<RegistrationOptions>('/v1/account/passkey-options', undefined);
  return asked(startRegistration({ optionsJSON }));
}
