import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What proves that a request is ours: HMAC-SHA256 under the shared secret over `id.timestamp.body`, so that neither the text nor its moment can be
 * changed and an old request cannot be sent again as a new one.
 * @param timestamp_s seconds since 1970
 */
export function signatureOf(secret: string, id: string, timestamp_s: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${id}.${timestamp_s}.${body}`).digest('hex')}`;
}

export function isSigned(signature: string, secret: string, id: string, timestamp_s: number, body: string): boolean {
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(secret, id, timestamp_s, body));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The headers of a signed request. */
export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp_s = Math.floor(at.getTime() / 1_000);
  return {
    'content-type': 'application/json',
    'x-anwang-id': id,
    'x-anwang-timestamp': String(timestamp_s),
    'x-anwang-signature': signatureOf(secret, id, timestamp_s, body),
  };
}
