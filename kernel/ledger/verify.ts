import type { Database } from '#kernel/database/sql.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { type Finding, Findings } from './findings.ts';
import type { HashAlgorithm } from './hash.ts';
import { readAsSystem } from './session.ts';
import type { PublicKey } from './signature.ts';
import type { TreeHead } from './tree-head.ts';
import { verifyEntries, verifyErasures } from './verify-entries.ts';
import { verifyTree } from './verify-tree.ts';

export interface VerifyOptions {
  /** All public keys of this log, those of former years too. */
  readonly keys: ReadonlyMap<string, PublicKey>;
  /** Public keys of other levels that cosign. */
  readonly witnesses?: ReadonlyMap<string, PublicKey>;
  /** Heads kept outside this database. Without one nobody can tell that the end of the log was cut off together with its heads. */
  readonly published?: readonly TreeHead[];
  /** Opens personal facts, to hold them against their commitments; null where the keys are not at hand: they are then not looked at. */
  readonly vault: Vault | null;
  /** How many findings are named, 1,000 when left out; all are counted. */
  readonly limit?: number;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

export interface VerifyProgress {
  readonly phase: 'entries' | 'tree';
  readonly done: number;
  readonly total: number;
}

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  /** Entries that no head covers yet, as it may be for a second. */
  readonly pending: number;
  readonly leaves: number;
  readonly heads: number;
  readonly newest: TreeHead | null;
  readonly personal: number;
  readonly erased: number;
  readonly findings: readonly Finding[];
  /** All findings, the unnamed ones beyond the limit too. */
  readonly found: number;
}

/** Verifies the whole ledger in one snapshot of the database while acts go on. Reads everything: some 10,000 entries a second on one core. */
export async function verifyLedger(database: Database, options: VerifyOptions): Promise<Verification> {
  return readAsSystem(database, async (sql) => {
    const findings = new Findings(options.limit ?? 1_000);
    const counted = await sql.query<{ entries: number; leaves: number; algorithm: HashAlgorithm }>(
      `select (select count(*) from ledger_entry) as entries, (select count(*) from ledger_leaf) as leaves,
         coalesce((select algorithm from ledger_head order by size limit 1), (select algorithm from ledger_seal_state), 'sm3') as algorithm`,
    );
    const { entries: total, leaves, algorithm } = counted.rows[0] ?? { entries: 0, leaves: 0, algorithm: 'sm3' as const };
    const report = (phase: VerifyProgress['phase'], all: number) => (done: number) => options.onProgress?.({ phase, done, total: all });
    const entries = await verifyEntries(sql, algorithm, findings, options.vault, report('entries', total));
    await verifyErasures(sql, findings);
    const tree = await verifyTree(
      sql,
      {
        algorithm,
        keys: options.keys,
        witnesses: options.witnesses ?? new Map(),
        published: options.published ?? [],
        progress: report('tree', leaves),
      },
      findings,
    );
    return { ok: findings.count === 0, ...entries, ...tree, findings: findings.list, found: findings.count };
  });
}
