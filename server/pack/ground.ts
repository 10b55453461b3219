import type { Database } from '#kernel/database/sql.ts';
import { runEffects } from '#kernel/effects/run.ts';
import { catalogueOf } from '#kernel/executor/catalogue.ts';
import { fileSettings } from '#kernel/files/deps.ts';
import { patternScanner } from '#kernel/files/scanner.ts';
import { contentStore } from '#kernel/files/store.ts';
import type { Vault } from '#kernel/sealing/vault.ts';
import { catalogue as types } from '#modules/catalogue.ts';
import { effects } from '#modules/effects.ts';
import type { Demo } from '#packs/tools/pack.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import { platformOver } from '#server/platform.ts';
import type { Reference } from '#server/reference.ts';
import { effectParts } from '#server/workers.ts';
import { castOf } from '#simulate/cast.ts';
import type { Province } from '#simulate/ground.ts';

export interface Grounds {
  /** As anwang_server, with pipelining. */
  readonly database: Database;
  readonly reference: Reference;
  readonly demo: Demo;
  /** Everybody of the demonstration and of its enterprises. */
  readonly people: readonly DemoPerson[];
  readonly filesFolder: string;
  readonly uploadFolder: string;
  readonly vault: Vault;
}

/** The platform as the simulated province stands on it: every county with a clock and a randomness of its own, all over one database. */
export function provinceOver(grounds: Grounds): Province {
  const { database, reference, demo, people, vault } = grounds;
  return {
    database,
    open: (clock, random) => {
      const platform = platformOver(reference, { database, clock, random, vault });
      const parts = effectParts(platform);
      const { executor, catalogue, sweep } = platform;
      return { executor, catalogue, sweep, runEffect: () => runEffects(database, clock, effects, parts, 1) };
    },
    catalogue: catalogueOf(types),
    calendar: reference.calendar(),
    ladder: reference.ladder,
    enterprises: demo.enterprises,
    cast: castOf(people),
    files: { store: contentStore(grounds.filesFolder), scanner: patternScanner, settings: fileSettings },
    uploadFolder: grounds.uploadFolder,
    vault,
    lineOf: (organisation) => reference.register.organisation(organisation)?.line,
  };
}
