import { Secret, TOTP } from 'otpauth';
import type { Random } from '#kernel/clock/random.ts';

/** RFC 6238 with what every generator on a phone takes: SHA-1, six digits, thirty seconds. RFC 4226 4 R6 asks for a secret of 160 bits. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const secret_bytes = 20;
/** A phone's clock may be off by so many steps. */
const window_steps = 1;

/** In base32, as generators take it. */
export function newTotpSecret(random: Random): string {
  const bytes = random.bytes(secret_bytes);
  return new Secret({ buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer }).base32; // `bytes` makes plain buffers
}

/** The address that a QR code carries. */
export function totpUri(secret: string, login: string, issuer: string): string {
  return new TOTP({ ...shape, issuer, label: login, secret: Secret.fromBase32(secret) }).toString();
}

/** The code of a moment. */
export function totpAt(secret: string, at: Date): string {
  return new TOTP({ ...shape, secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** The time step that a code belongs to, or null when it is no code of about now or of a step not after `lastStep`. */
export function totpStep(secret: string, code: string, at: Date, lastStep: number): number | null {
  const delta = new TOTP({ ...shape, secret: Secret.fromBase32(secret) }).validate({
    token: code,
    timestamp: at.getTime(),
    window: window_steps,
  });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / (shape.period * 1000)) + delta;
  return step > lastStep ? step : null;
}
