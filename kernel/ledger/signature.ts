import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { digest } from './hash.ts';

/** Ed25519 is RFC 8032; SM2 with SM3 is GB/T 32918.2-2016. */
export const signatureSchemes = ['ed25519', 'sm2-sm3'] as const;
export type SignatureScheme = (typeof signatureSchemes)[number];

export interface PublicKey {
  /** SHA-256 of the key's SubjectPublicKeyInfo (DER), 64 hexadecimal digits: what `openssl pkey -pubin -outform der | sha256sum` prints. */
  readonly id: string;
  readonly scheme: SignatureScheme;
  /** SubjectPublicKeyInfo in PEM. */
  readonly pem: string;
}

export interface Signer {
  readonly key: PublicKey;
  /** Ed25519: 64 bytes. SM2: the DER sequence of r and s. */
  sign(message: Uint8Array): Buffer;
}

/** The parameters a, b, Gx, Gy of the curve (GB/T 32918.5-2017), which a SM2 signature covers together with the signer's name and key. */
const sm2Curve = Buffer.from(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
);

/** The signer's name that everybody uses when none is agreed (GM/T 0009-2012 10), preceded by its length in bits. */
const sm2Name = Buffer.concat([Buffer.from('0080', 'hex'), Buffer.from('1234567812345678', 'ascii')]);

const sm2Oid = Buffer.from('06082a811ccf5501822d', 'hex');

function derOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function schemeOf(key: KeyObject): SignatureScheme {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (derOf(key).includes(sm2Oid)) return 'sm2-sm3';
  throw new Error(`A ledger key is Ed25519 or SM2, not ${String(key.asymmetricKeyType)}`);
}

/** Reads a public key in PEM. Throws on anything but Ed25519 and SM2. */
export function publicKeyOf(pem: string): PublicKey {
  const key = createPublicKey(pem);
  return {
    id: createHash('sha256').update(derOf(key)).digest('hex'),
    scheme: schemeOf(key),
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/**
 * Z = SM3(ENTL || name || a || b || Gx || Gy || x || y), GB/T 32918.2 5.5. Node offers no way to hand OpenSSL the signer's name, but its
 * `createSign` hashes and signs without a Z of its own: with Z before the message the result is the standard's.
 */
function sm2Prefix(key: KeyObject): Buffer {
  return digest('sm3', Buffer.concat([sm2Name, sm2Curve, derOf(key).subarray(-64)]));
}

/** Reads a private key in PEM (PKCS #8). */
export function signerOf(pem: string): Signer {
  const secret = createPrivateKey(pem);
  const shared = createPublicKey(secret);
  const key = publicKeyOf(shared.export({ type: 'spki', format: 'pem' }).toString());
  if (key.scheme === 'ed25519') return { key, sign: (message) => sign(null, message, secret) };
  assertSm2();
  const prefix = sm2Prefix(shared);
  return { key, sign: (message) => createSign('sm3').update(prefix).update(message).sign(secret) };
}

// A verification checks thousands of heads under a handful of keys.
const opened = new Map<string, KeyObject>();

function open(pem: string): KeyObject {
  const key = opened.get(pem) ?? createPublicKey(pem);
  opened.set(pem, key);
  return key;
}

/** Whether the key's owner signed exactly this message. */
export function verifySignature(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = open(key.pem);
  if (key.scheme === 'ed25519') return verify(null, message, publicKey, signature);
  return createVerify('sm3').update(sm2Prefix(publicKey)).update(message).verify(publicKey, signature);
}

/** A new private key in PEM (PKCS #8). */
export function newPrivateKey(scheme: SignatureScheme): string {
  const pair = scheme === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'SM2' });
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The example of GB/T 32918.5-2017 annex A: key, message and signature. */
const sm2Example = {
  pem:
    '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60Y\n' +
    'M/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==\n-----END PUBLIC KEY-----\n',
  message: Buffer.from('message digest', 'ascii'),
  signature: Buffer.from(
    '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    'hex',
  ),
};

/** Whether this Node's OpenSSL signs with SM2 as the standard says: its published example verifies. */
export function hasSm2(): boolean {
  try {
    return verifySignature(publicKeyOf(sm2Example.pem), sm2Example.message, sm2Example.signature);
  } catch {
    return false;
  }
}

function assertSm2(): void {
  if (!hasSm2()) throw new Error('The OpenSSL of this Node does not know SM2; sign tree heads with Ed25519');
}
