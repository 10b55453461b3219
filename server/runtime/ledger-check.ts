import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '#kernel/database/sql.ts';
import { type PublicKey, publicKeyOf } from '#kernel/ledger/signature.ts';
import type { TreeHead } from '#kernel/ledger/tree-head.ts';
import { type Verification, verifyLedger } from '#kernel/ledger/verify.ts';
import { readVault } from '#kernel/sealing/ring.ts';
import type { Progress } from './backup-format.ts';
import { type AnwangNode, serverUrlOf } from './node.ts';
import { KEYS_FOLDER } from './node-file.ts';

/** The public keys of a folder. Unlike a start, a check makes no key where there is none. */
async function readPublicKeys(folder: string): Promise<ReadonlyMap<string, PublicKey>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.pem'));
  const keys = await Promise.all(names.map(async (name) => publicKeyOf(await readFile(join(folder, name), 'utf8'))));
  return new Map(keys.map((key) => [key.id, key]));
}

/** Verifies the ledger of a node's database by the public keys of its data folder, or of `keysFolder`. */
export async function checkLedger(
  node: AnwangNode,
  options: { database?: string; keysFolder?: string | undefined; published?: readonly TreeHead[]; onProgress?: Progress } = {},
): Promise<Verification> {
  const keysFolder = options.keysFolder ?? join(node.data, KEYS_FOLDER);
  const database = openDatabase({ url: await serverUrlOf(node, options.database ?? node.database), max: 2, pipeline: false });
  try {
    return await verifyLedger(database, {
      keys: await readPublicKeys(join(keysFolder, 'known')),
      witnesses: await readPublicKeys(join(keysFolder, 'witnesses')),
      published: options.published ?? [],
      vault: await readVault(keysFolder),
      onProgress: ({ phase, done, total }) => options.onProgress?.(phase, done, total),
    });
  } finally {
    await database.close();
  }
}
