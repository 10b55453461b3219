import type { Clock } from '#kernel/clock/clock.ts';
import type { Database } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { headAt } from './heads.ts';
import { writeAsWriter } from './session.ts';
import type { PublicKey, Signer } from './signature.ts';
import { type Cosignature, type HeadSignature, headFault, signHead, type TreeHead } from './tree-head.ts';

/** Signs another log's head: done by the level that stands by it, after it checked that the head continues the last one it signed. */
export function cosign(head: TreeHead, signer: Signer): HeadSignature {
  return signHead(head, signer);
}

/**
 * Keeps another level's signature of one of our heads. `witnesses` are the keys of other levels that are accepted.
 * Refuses a size without a head, a key that is not known and a signature that does not hold; the same key twice changes nothing.
 */
export async function storeCosignature(
  database: Database,
  request: { readonly size: number; readonly by: string; readonly signature: HeadSignature },
  options: { readonly witnesses: ReadonlyMap<string, PublicKey>; readonly clock: Clock },
): Promise<Cosignature> {
  const { size, by, signature } = request;
  return writeAsWriter(database, async (sql) => {
    const signed = await headAt(sql, size);
    if (signed === null) {
      throw new Problem('not-found', [
        { code: 'no-head', text: { zh: `没有规模为 ${size} 的树头`, en: `There is no tree head of size ${size}` } },
      ]);
    }
    const fault = headFault(signed.head, signature, options.witnesses);
    if (fault === 'unknown-key') {
      throw new Problem('refused', [
        { code: 'unknown-key', text: { zh: '见证方的公钥未登记', en: "The witness's public key is not registered" } },
      ]);
    }
    if (fault === 'bad-signature') {
      throw new Problem('refused', [
        { code: 'bad-signature', text: { zh: '见证签名与树头不符', en: 'The cosignature does not fit the tree head' } },
      ]);
    }
    const at = options.clock.now().toISOString();
    await sql.query(
      `insert into ledger_cosignature (size, key_id, organisation, scheme, signature, at) values ($1, $2, $3, $4, $5, $6)
       on conflict (size, key_id) do nothing`,
      [size, signature.key, by, signature.scheme, Buffer.from(signature.value, 'base64'), at],
    );
    return { ...signature, by, at };
  });
}
