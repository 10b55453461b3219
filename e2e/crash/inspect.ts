import { systemClock } from '#kernel/clock/clock.ts';
import { openDatabase, type Sql } from '#kernel/database/sql.ts';
import { catalogueOf } from '#kernel/executor/catalogue.ts';
import { openKeyRing } from '#kernel/ledger/keys.ts';
import { sealAll } from '#kernel/ledger/sealer.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { openVault } from '#kernel/sealing/ring.ts';
import { catalogue as types } from '#modules/catalogue.ts';
import type { Checked } from '#simulate/checks/check.ts';
import { checkCounters } from '#simulate/checks/counters.ts';
import { checkDuties } from '#simulate/checks/duties.ts';
import { checkLedger, checkRows } from '#simulate/checks/ledger.ts';
import { checkVerifiers } from '#simulate/checks/rules.ts';

/** An act whose outcome was told to whoever had asked for it. */
export interface Acknowledged {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

export interface Inspected {
  /** Acknowledged acts, of all rounds so far, that have no ledger entry or whose record is older than they. */
  readonly lost: readonly string[];
  /** What is half done, inconsistent or not provable. */
  readonly wrong: readonly string[];
  readonly entries: number;
  readonly tree: number;
}

async function lostOf(sql: Sql, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const text = types.map((type) => `select '${type.name}' as type, id, version from ${type.table}`).join(' union all ');
  const { rows } = await sql.query<Acknowledged>(
    `select a.type, a.id, a.version from unnest($1::text[], $2::uuid[], $3::int[]) as a (type, id, version)
       left join ledger_entry e on e.record_type = a.type and e.record_id = a.id and e.version = a.version
       left join (${text}) r on r.type = a.type and r.id = a.id
     where e.version is null or r.version is null or r.version < a.version`,
    [acknowledged.map((each) => each.type), acknowledged.map((each) => each.id), acknowledged.map((each) => each.version)],
  );
  return rows.map(({ type, id, version }) => `${type} ${id} version ${version}`);
}

/** Looks at everything after a crash. Seals first, which waits until what the killed process left under way has ended. */
export async function inspect(parts: {
  readonly url: string;
  readonly keysFolder: string;
  readonly log: string;
  readonly acknowledged: readonly Acknowledged[];
}): Promise<Inspected> {
  const database = openDatabase({ url: parts.url, max: 3 });
  const catalogue = catalogueOf(types);
  try {
    const keys = await openKeyRing(parts.keysFolder);
    const vault = await openVault(parts.keysFolder);
    const sealed = await sealAll(database, { clock: systemClock, signer: keys.signer, log: parts.log });
    if (sealed.outcome === 'busy') throw new Error('somebody else still seals');
    const ledger = await checkLedger(database, keys.known, vault);
    const state = await scoped(database, systemActor, async (sql) => ({
      lost: await lostOf(sql, parts.acknowledged),
      checks: [await checkDuties(sql, catalogue), await checkCounters(sql, catalogue), await checkVerifiers(sql)],
      tree: (await sql.query<{ size: number }>('select coalesce(max(size), 0) as size from ledger_head')).rows[0]?.size ?? 0,
    }));
    const checks: readonly Checked[] = [...state.checks, await checkRows(database, catalogue, vault), ledger];
    const wrong = checks.flatMap((each) => each.findings.map((finding) => `${each.name}: ${finding}`));
    return { lost: state.lost, wrong, entries: ledger.looked, tree: state.tree };
  } finally {
    await database.close();
  }
}
