import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON, RelyingParty } from './passkeys.ts';

/** A passkey in software, for tests: makes itself and answers as a browser with a device behind it would. */
export interface SoftPasskey {
  readonly id: string;
  create(challenge: string): RegistrationResponseJSON;
  answer(challenge: string): AuthenticationResponseJSON;
}

const present_and_verified = 0x05;
const with_credential = 0x40;

/** The first bytes of a CBOR item, in the shortest form: the library counts on it. */
function head(major: number, length: number): Buffer {
  return Buffer.from(length < 24 ? [(major << 5) | length] : [(major << 5) | 24, length]);
}

const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const bytes = (value: Uint8Array) => Buffer.concat([head(2, value.length), value]);

function base64url(value: string | Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

/** COSE_Key of a P-256 public key: kty EC2, alg ES256, crv P-256, x, y (RFC 9053). */
function coseKey(x: Buffer, y: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), bytes(x), Buffer.from([0x22]), bytes(y)]);
}

export function softPasskey(site: RelyingParty): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const rawId = randomBytes(32);
  const id = base64url(rawId);
  let counter = 0;

  function authenticatorData(flags: number, rest: Buffer): Buffer {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(site.id).digest(), Buffer.from([flags]), count, rest]);
  }
  const clientData = (type: string, challenge: string) => JSON.stringify({ type, challenge, origin: site.origin, crossOrigin: false });
  const outside = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };

  return {
    id,
    create: (challenge) => {
      const key = coseKey(Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url'));
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, rawId.length]), rawId, key]);
      const data = authenticatorData(present_and_verified | with_credential, credential);
      const attestation = Buffer.concat([
        head(5, 3),
        text('fmt'),
        text('none'),
        text('attStmt'),
        head(5, 0),
        text('authData'),
        bytes(data),
      ]);
      const response = { clientDataJSON: base64url(clientData('webauthn.create', challenge)), attestationObject: base64url(attestation) };
      return { ...outside, response };
    },
    answer: (challenge) => {
      const client = clientData('webauthn.get', challenge);
      const data = authenticatorData(present_and_verified, Buffer.alloc(0));
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const signature = createSign('sha256').update(signed).sign(privateKey);
      const response = { clientDataJSON: base64url(client), authenticatorData: base64url(data), signature: base64url(signature) };
      return { ...outside, response };
    },
  };
}
