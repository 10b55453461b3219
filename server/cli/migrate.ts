import { asOwner } from '#kernel/database/cluster.ts';
import { migrate, migrationState } from '#kernel/database/migrate.ts';
import { openNode } from '#server/runtime/node.ts';
import type { CommonOptions } from './common.ts';
import { EXIT } from './exit.ts';
import { printJson, printText, progressBar } from './output.ts';

export interface MigrateFlags extends CommonOptions {
  readonly allowDestructive?: boolean;
  readonly dryRun?: boolean;
}

export async function runMigrate(flags: MigrateFlags): Promise<number> {
  const node = await openNode({ data: flags.data, database: flags.database, want: flags.dryRun === true ? 'existing' : 'create' });
  try {
    if (flags.dryRun === true) {
      const state = await asOwner(node.cluster, node.database, (sql) => migrationState(sql));
      if (flags.json === true) printJson({ database: node.database, ...state });
      else for (const name of state.pending) printText({ zh: `待执行 ${name}`, en: `pending ${name}` });
      return state.changed.length + state.unknown.length > 0 ? EXIT.failed : EXIT.ok;
    }
    const bar = progressBar();
    const { applied } = await asOwner(node.cluster, node.database, (sql) =>
      migrate(sql, { allowDestructive: flags.allowDestructive === true, onApplied: bar.show }),
    ).finally(bar.end);
    if (flags.json === true) printJson({ database: node.database, applied });
    else
      printText({ zh: `${node.database}：执行了 ${applied.length} 个迁移`, en: `${node.database}: ${applied.length} migrations applied` });
    return EXIT.ok;
  } finally {
    await node.close();
  }
}
