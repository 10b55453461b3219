import { setTimeout } from 'node:timers/promises';
import { systemClock } from '#kernel/clock/clock.ts';
import { openDatabase } from '#kernel/database/sql.ts';
import { catalogueOf } from '#kernel/executor/catalogue.ts';
import { beginRebuild, followLedger, searchLag } from '#kernel/search/follow.ts';
import { catalogue as types } from '#modules/catalogue.ts';
import { openNode } from '#server/runtime/node.ts';
import type { CommonOptions } from './common.ts';
import { EXIT } from './exit.ts';
import { inLanguage } from './language.ts';
import { printJson, printText, progressBar } from './output.ts';

/** A running server works on the same index, a step at a time; whoever has none waits for the other. */
const pause_ms = 200;

/** Makes every entry of the search index anew; what is found meanwhile is found by the old ones. Broken off, a server or the next call goes on. */
export async function runSearchRebuild(flags: CommonOptions): Promise<number> {
  const node = await openNode({ data: flags.data, database: flags.database });
  const database = openDatabase({ url: await node.serverUrl(), max: 2 });
  const catalogue = catalogueOf(types);
  const bar = progressBar();
  const began = performance.now();
  let records = 0;
  try {
    await beginRebuild(database, catalogue);
    for (let more = true; more; ) {
      const step = await followLedger(database, catalogue);
      const { building, built } = await searchLag(database, systemClock);
      more = building !== null;
      records = built;
      if (building !== null) bar.show(inLanguage({ zh: '搜索索引', en: 'search index' }), built, building.total);
      if (more && !step.more) await setTimeout(pause_ms);
    }
    bar.end();
    const seconds = (performance.now() - began) / 1_000;
    if (flags.json === true) printJson({ database: node.database, records, seconds });
    else
      printText({
        zh: `${node.database}：${records} 条记录已编入索引，${seconds.toFixed(1)} 秒`,
        en: `${node.database}: ${records} records indexed in ${seconds.toFixed(1)} s`,
      });
    return EXIT.ok;
  } finally {
    bar.end();
    await database.close();
    await node.close();
  }
}
