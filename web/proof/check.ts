import { canonicalJson } from '#kernel/ledger/canonical.ts';
import type { InclusionProof } from '#kernel/ledger/proofs.ts';
import { type Bytes, equal, fromBase64, fromHex, utf8 } from './bytes.ts';
import { canHash, leafHash, type Turn, walkInclusion } from './merkle.ts';

export interface Checked {
  /** `unable`: this browser at this address has no SHA-256. */
  readonly outcome: 'holds' | 'fails' | 'unable';
  /** The entry's text gives the leaf that the proof names. */
  readonly leaf: boolean;
  /** The path leads from the leaf to the signed root. */
  readonly path: boolean;
  readonly turns: readonly Turn[];
  /** `unknown`: a scheme that browsers do not have (SM2), or no key given. */
  readonly signature: 'valid' | 'invalid' | 'unknown';
}

function derOf(pem: string): Bytes {
  return fromBase64(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''));
}

async function checkSignature({ head, signature, keys }: InclusionProof): Promise<Checked['signature']> {
  const key = keys.find((each) => each.id === signature.key);
  if (key === undefined || key.scheme !== 'ed25519' || globalThis.crypto?.subtle === undefined) return 'unknown';
  const { v, log, size, root, algorithm, at } = head;
  const message = utf8(canonicalJson({ v, log, size, root, algorithm, at }));
  try {
    const imported = await crypto.subtle.importKey('spki', derOf(key.pem), 'Ed25519', false, ['verify']);
    return (await crypto.subtle.verify('Ed25519', imported, fromBase64(signature.value), message)) ? 'valid' : 'invalid';
  } catch (error) {
    // An older browser says that it does not know the algorithm; anything else is a key or signature that is none.
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unknown' : 'invalid';
  }
}

/** Checks a proof with nothing but itself: every hash is computed here, the server's word counts for none of it. */
export async function checkProof(proof: InclusionProof): Promise<Checked> {
  const { algorithm } = proof.head;
  if (!canHash(algorithm)) return { outcome: 'unable', leaf: false, path: false, turns: [], signature: 'unknown' };
  try {
    const named = fromHex(proof.leaf);
    const computed = await leafHash(algorithm, utf8(proof.entry));
    const walk = await walkInclusion({
      hash: algorithm,
      leaf: computed,
      index: proof.index,
      size: proof.head.size,
      path: proof.path.map(fromHex),
      root: fromHex(proof.head.root),
    });
    const leaf = equal(named, computed) && proof.size === proof.head.size;
    const signature = await checkSignature(proof);
    return { outcome: leaf && walk.ok && signature !== 'invalid' ? 'holds' : 'fails', leaf, path: walk.ok, turns: walk.turns, signature };
  } catch {
    return { outcome: 'fails', leaf: false, path: false, turns: [], signature: 'unknown' };
  }
}
