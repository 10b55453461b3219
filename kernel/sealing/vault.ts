import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readSealed, writeSealed } from './sealed-text.ts';

/** Keys that live outside the database: `keys` seal and open, `index` finds equal values. Each has 32 bytes. */
export interface SealingRing {
  /** The version that seals; older ones only open. */
  readonly current: number;
  readonly keys: ReadonlyMap<number, Buffer>;
  readonly index: Buffer;
}

/** Seals single values, so that neither the database nor a copy of it shows them. */
export interface Vault {
  /** The version that seals. */
  version(): number;
  /**
   * `context` says where the value belongs: a sealed text that is moved elsewhere does not open. `shown` is what everybody may see of it and
   * stands in the sealed text in the clear.
   */
  seal(text: string, context: string, shown?: string): string;
  /** Throws an Error when the text was changed, moved, or sealed with a key that the ring does not hold. */
  open(sealed: string, context: string): string;
  /** The same for the same text and context, and tells nothing about the text to whoever lacks the key: equality can be searched by it. */
  index(text: string, context: string): string;
}

const nonce_bytes = 12;
const tag_bytes = 16;

function associated(version: number, shown: string, context: string): Buffer {
  return Buffer.from(JSON.stringify([version, shown, context]), 'utf8');
}

/**
 * AES-256-GCM. The nonce is drawn here and never from a seeded source: the same nonce twice would open both texts. `reread` gives the ring as it
 * stands now, for a text that a newer key has sealed.
 */
export function vaultOf(ring: SealingRing, reread?: () => SealingRing): Vault {
  let known = ring;
  function keyOf(version: number): Buffer {
    if (!known.keys.has(version) && reread !== undefined) known = reread();
    const key = known.keys.get(version);
    if (key === undefined) throw new Error(`the sealing key of version ${version} is not in the ring`);
    return key;
  }
  return {
    version: () => known.current,
    seal: (text, context, shown = '') => {
      const version = known.current;
      const nonce = randomBytes(nonce_bytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(version), nonce).setAAD(associated(version, shown, context));
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return writeSealed({ version, shown, body });
    },
    open: (sealed, context) => {
      const parts = readSealed(sealed);
      if (parts === null) throw new Error('not a sealed text');
      const { version, shown, body } = parts;
      const decipher = createDecipheriv('aes-256-gcm', keyOf(version), body.subarray(0, nonce_bytes), { authTagLength: tag_bytes });
      decipher.setAAD(associated(version, shown, context)).setAuthTag(body.subarray(-tag_bytes));
      return decipher.update(body.subarray(nonce_bytes, -tag_bytes), undefined, 'utf8') + decipher.final('utf8');
    },
    index: (text, context) => createHmac('sha256', known.index).update(`${context}\n${text}`).digest('base64url'),
  };
}
