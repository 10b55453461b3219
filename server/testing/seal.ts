import { setTimeout as wait } from 'node:timers/promises';
import { sealOnce } from '#kernel/ledger/sealer.ts';
import type { Office } from './desk.ts';

const patience_ms = 20_000;

/**
 * Seals until every entry is in the tree. The sealer leaves alone what a transaction that is still open could come before, and those of the other
 * test databases in the same cluster count among them.
 */
export async function sealAll({ database, clock, keys }: Office): Promise<void> {
  const unsealed = 'select (select count(*) from ledger_entry) - (select count(*) from ledger_leaf) as n';
  for (const end = performance.now() + patience_ms; performance.now() < end; await wait(20)) {
    await sealOnce(database.server, { clock, signer: keys.signer, log: 'test' });
    const { rows } = await database.owner.query<{ n: string }>(unsealed);
    if (Number(rows[0]?.n) === 0) return;
  }
  throw new Error('some transaction of this cluster stays open: the ledger cannot be sealed');
}
