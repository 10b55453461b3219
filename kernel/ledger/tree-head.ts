import { canonicalJson } from './canonical.ts';
import type { HashAlgorithm } from './hash.ts';
import { type PublicKey, type SignatureScheme, type Signer, verifySignature } from './signature.ts';

/** What a log says about itself at one size. */
export interface TreeHead {
  readonly v: 1;
  /** The log's name: one ledger, one name. */
  readonly log: string;
  /** How many entries. */
  readonly size: number;
  /** The Merkle root, 64 hexadecimal digits. */
  readonly root: string;
  /** The hash of the tree. */
  readonly algorithm: HashAlgorithm;
  /** When it was sealed: ISO 8601, milliseconds, Z. */
  readonly at: string;
}

export interface HeadSignature {
  /** The id of the key. */
  readonly key: string;
  readonly scheme: SignatureScheme;
  /** Base64. */
  readonly value: string;
}

/** A level that has looked at the head and stands by it. */
export interface Cosignature extends HeadSignature {
  /** The organisation that signed. */
  readonly by: string;
  /** When it was received: ISO 8601. */
  readonly at: string;
}

export interface SignedHead {
  readonly head: TreeHead;
  readonly signature: HeadSignature;
  readonly cosignatures: readonly Cosignature[];
}

/** The bytes that are signed: the head as canonical JSON in UTF-8. */
export function headBytes(head: TreeHead): Buffer {
  const { v, log, size, root, algorithm, at } = head;
  return Buffer.from(canonicalJson({ v, log, size, root, algorithm, at }), 'utf8');
}

export function signHead(head: TreeHead, signer: Signer): HeadSignature {
  return { key: signer.key.id, scheme: signer.key.scheme, value: signer.sign(headBytes(head)).toString('base64') };
}

/** Why a signature does not hold, or null when it does. `keys` are all that are known, old ones too. */
export function headFault(
  head: TreeHead,
  signature: HeadSignature,
  keys: ReadonlyMap<string, PublicKey>,
): 'unknown-key' | 'bad-signature' | null {
  const key = keys.get(signature.key);
  if (key === undefined) return 'unknown-key';
  if (key.scheme !== signature.scheme) return 'bad-signature';
  return verifySignature(key, headBytes(head), Buffer.from(signature.value, 'base64')) ? null : 'bad-signature';
}
