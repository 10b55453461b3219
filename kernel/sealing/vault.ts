import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keys that live outside the database: `keys` seal and open, `index` finds equal values. Each has 32 bytes. */
export interface SealingRing {
  /** The version that seals; older ones only open. */
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
  readonly index: Buffer;
}

/** Seals single values, so that neither the database nor a copy of it shows them. */
export interface Vault {
  /** The version that seals from now on. */
  readonly version: number;
  /** `context` says where the value belongs: a sealed text that is moved elsewhere does not open. */
  seal(text: string, context: string): string;
  /** Throws an Error when the text was changed, moved, or sealed with a key that the ring does not hold. */
  open(sealed: string, context: string): string;
  /** The same for the same text and context, and tells nothing about the text to whoever lacks the key: equality can be searched by it. */
  index(text: string, context: string): string;
}

const prefix = 'sealed:';
const nonce_bytes = 12;
const tag_bytes = 16;

export function isSealed(text: string): boolean {
  return text.startsWith(prefix);
}

/** The key version that a text was sealed with; null when it is not sealed. */
export function sealedVersion(text: string): number | null {
  const found = /^sealed:(\d+):/.exec(text);
  return found === null ? null : Number(found[1]);
}

function keyOf(ring: SealingRing, version: number): Buffer {
  const key = ring.keys.get(version);
  if (key === undefined) throw new Error(`the sealing key of version ${version} is not in the ring`);
  return key;
}

/** AES-256-GCM. The nonce is drawn here and never from a seeded source: the same nonce twice would open both texts. */
export function vaultOf(ring: SealingRing): Vault {
  const current = keyOf(ring, ring.current);
  return {
    version: ring.current,
    seal: (text, context) => {
      const nonce = randomBytes(nonce_bytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(Buffer.from(context, 'utf8'));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${prefix}${ring.current}:${body.toString('base64url')}`;
    },
    open: (sealed, context) => {
      const version = sealedVersion(sealed);
      if (version === null) throw new Error('not a sealed text');
      const body = Buffer.from(sealed.slice(sealed.lastIndexOf(':') + 1), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, version), body.subarray(0, nonce_bytes), { authTagLength: tag_bytes });
      decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(body.subarray(-tag_bytes));
      return decipher.update(body.subarray(nonce_bytes, -tag_bytes), undefined, 'utf8') + decipher.final('utf8');
    },
    index: (text, context) => createHmac('sha256', ring.index).update(`${context}\n${text}`).digest('base64url'),
  };
}
