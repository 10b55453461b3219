import type { ManualClock } from '#kernel/clock/clock.ts';
import type { LadderParameters } from '#kernel/clock/ladder.ts';
import type { Random } from '#kernel/clock/random.ts';
import type { Database } from '#kernel/database/sql.ts';
import type { Catalogue } from '#kernel/executor/catalogue.ts';
import type { Executor } from '#kernel/executor/executor.ts';
import type { FileDeps } from '#kernel/files/deps.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import type { Calendar } from '#standards/calendar.ts';
import type { Cast } from './cast.ts';

/** A platform with a clock and a randomness of its own, over the database that all of them share. */
export interface Ground {
  readonly executor: Executor;
  readonly catalogue: Catalogue;
  sweep(most?: number): Promise<{ readonly looked: number; readonly climbed: number }>;
  /** Carries out the next effect that waits; 0 when none does. */
  runEffect(): Promise<number>;
}

/** The province as the simulation finds it. */
export interface Province {
  /** As anwang_server: no row without a scope. */
  readonly database: Database;
  open(clock: ManualClock, random: Random): Ground;
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  readonly ladder: (moment: Date) => LadderParameters;
  readonly enterprises: readonly DemoEnterprise[];
  readonly cast: Cast;
  readonly files: Pick<FileDeps, 'store' | 'scanner' | 'settings'>;
  /** A folder for uploads on their way. */
  readonly uploadFolder: string;
  /** Opens the personal facts that the checks hold against the ledger. */
  readonly vault: Vault;
  /** The line that an organisation has; undefined when there is no such organisation today. */
  lineOf(organisation: string): string | undefined;
}
