import type { PublicKey } from '#kernel/ledger/signature.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import type { Province } from '#simulate/ground.ts';
import type { Tally } from '#simulate/tally.ts';
import type { Checked } from './check.ts';
import { checkCounters } from './counters.ts';
import { checkDesks, checkDuties } from './duties.ts';
import { checkLadder } from './ladder.ts';
import { checkLedger, checkRows } from './ledger.ts';
import { checkListings, checkNumbers, checkPapers, checkRestarts } from './listings.ts';
import { checkOutbox, checkRefusals, checkVerifiers } from './rules.ts';

export interface CheckParts {
  readonly province: Pick<Province, 'database' | 'catalogue' | 'calendar' | 'ladder'>;
  /** The moment up to which everything has been carried out. */
  readonly now: Date;
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly tally: Tally;
}

/** Everything that must hold of a simulated province, whatever happened in it. */
export async function checkAll(parts: CheckParts): Promise<readonly Checked[]> {
  const { province, now, keys, tally } = parts;
  const { database, catalogue, calendar, ladder } = province;
  const state = await scoped(database, systemActor, async (sql) => [
    await checkDuties(sql, catalogue),
    await checkDesks(sql, catalogue),
    await checkLadder(sql, { now, calendar, parameters: ladder }),
    await checkCounters(sql, catalogue),
    await checkVerifiers(sql),
    await checkOutbox(sql),
    await checkListings(sql),
    await checkRestarts(sql),
    await checkNumbers(sql),
    await checkPapers(sql),
  ]);
  return [checkRefusals(tally), ...state, await checkRows(database, catalogue), await checkLedger(database, keys)];
}
