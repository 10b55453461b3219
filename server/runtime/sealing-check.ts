import type { Database } from '#kernel/database/sql.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Vault } from '#kernel/sealing/vault.ts';

const word = 'anwang';
const context = 'sealing-check';

function opens(vault: Vault, sealed: string): boolean {
  try {
    return vault.open(sealed, context) === word;
  } catch {
    return false;
  }
}

/**
 * Makes sure that the ring is the one this database is sealed with, before anything is sealed with another. The first ring that comes is the database's.
 * Throws a Problem that says what to put back.
 */
export async function requireRing(owner: Database, vault: Vault): Promise<void> {
  await owner.query('insert into sealing_check (sealed) values ($1) on conflict do nothing', [vault.seal(word, context)]);
  const { rows } = await owner.query<{ sealed: string }>('select sealed from sealing_check');
  if (rows[0] !== undefined && opens(vault, rows[0].sealed)) return;
  throw new Problem('refused', [
    {
      code: 'sealing-ring',
      text: {
        zh: '数据目录里的 keys/sealing.json 不是加密此数据库的密钥：请放回原来的文件，否则个人信息无法读取',
        en: 'keys/sealing.json in the data folder does not open this database: put the file back that it was sealed with, or no personal value can be read',
      },
    },
  ]);
}
