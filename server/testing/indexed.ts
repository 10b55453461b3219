import { followLedger } from '#kernel/search/follow.ts';
import type { Office } from './desk.ts';
import { sealAll } from './seal.ts';

/** Seals and indexes until nothing is left to do: what the workers do within a second or two. */
export async function indexAll(office: Office): Promise<void> {
  await sealAll(office);
  for (let more = true; more; ) more = (await followLedger(office.database.server, office.platform.catalogue)).more;
}
