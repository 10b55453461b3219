import { canonicalJson, isJsonObject, type Json } from './canonical.ts';
import { digest, type HashAlgorithm, hashBytes } from './hash.ts';

/** Keeps these hashes apart from every other use of the same bytes. */
const domain = Buffer.from('anwang.personal.v1\n', 'utf8');

export const saltBytes = 32;

/** How a personal fact stands in an entry: the fact and its salt lie elsewhere and can be erased, the commitment stays. */
export interface Commitment {
  /** 64 hexadecimal digits. */
  readonly commit: string;
}

/**
 * HASH(domain || salt || canonical JSON of the value). The salt is 32 random bytes of its own for each fact: identity and phone numbers are
 * few enough to be guessed from an unsalted hash.
 */
export function commitTo(algorithm: HashAlgorithm, salt: Uint8Array, value: Json): Commitment {
  if (salt.length !== saltBytes) throw new RangeError(`A salt has ${saltBytes} bytes, not ${salt.length}`);
  return { commit: digest(algorithm, Buffer.concat([domain, salt, Buffer.from(canonicalJson(value), 'utf8')])).toString('hex') };
}

export function isCommitment(value: Json | undefined): value is { readonly commit: string } {
  if (!isJsonObject(value)) return false;
  const { commit } = value;
  return Object.keys(value).length === 1 && typeof commit === 'string' && commit.length === 2 * hashBytes && /^[0-9a-f]+$/.test(commit);
}
