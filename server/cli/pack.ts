import { systemClock } from '#kernel/clock/clock.ts';
import { dropDatabase } from '#kernel/database/cluster.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { loadBase } from '#server/pack/base.ts';
import { openNode } from '#server/runtime/node.ts';
import { DEMO_DATABASE } from '#server/runtime/node-file.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { printJson, printText } from './output.ts';

export interface PackLoadFlags extends CommonOptions {
  readonly pack: string;
}

/** Loads a pack's regions, organisations, calendars and parameters; what stands already is left alone. */
export async function runPackLoad(flags: PackLoadFlags): Promise<number> {
  if (!/^[a-z][a-z0-9-]*$/.test(flags.pack)) throw new UsageError(`--pack ${flags.pack}: the name of a folder in packs/`);
  const node = await openNode({ data: flags.data, database: flags.database, want: 'create' });
  const owner = openDatabase({ url: node.ownerUrl, max: 2 });
  try {
    await migrate(owner);
    const { regions, organisations } = await loadBase(owner, systemClock, flags.pack);
    const counts = { database: node.database, pack: flags.pack, regions: regions.length, organisations: organisations.length };
    if (flags.json === true) printJson(counts);
    else {
      printText({
        zh: `${node.database}：${counts.regions} 个行政区划，${counts.organisations} 个单位`,
        en: `${node.database}: ${counts.regions} regions, ${counts.organisations} organisations`,
      });
    }
    return EXIT.ok;
  } finally {
    await owner.close();
    await node.close();
  }
}

/** Drops the demonstration's database, and nothing else. */
export async function runPackRemoveDemo(flags: CommonOptions & { yes?: boolean }): Promise<number> {
  if (flags.yes !== true) throw new UsageError(`anwang pack remove-demo --yes (${DEMO_DATABASE})`);
  const node = await openNode({ data: flags.data, database: DEMO_DATABASE, want: 'any' });
  try {
    const removed = await dropDatabase(node.cluster, DEMO_DATABASE);
    if (flags.json === true) printJson({ database: DEMO_DATABASE, removed });
    else if (removed) printText({ zh: `已删除演示数据库 ${DEMO_DATABASE}`, en: `the demonstration’s database ${DEMO_DATABASE} is gone` });
    else printText({ zh: `没有演示数据库 ${DEMO_DATABASE}`, en: `there is no demonstration database ${DEMO_DATABASE}` });
    return EXIT.ok;
  } finally {
    await node.close();
  }
}
