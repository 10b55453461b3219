import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '#kernel/database/root.ts';

/** Builds what of dist/ is older than its sources. */
export function ensureBuilt(): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
