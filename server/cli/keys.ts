import { join } from 'node:path';
import { openDatabase } from '#kernel/database/sql.ts';
import { addSealingKey, openVault } from '#kernel/sealing/ring.ts';
import { openNode } from '#server/runtime/node.ts';
import { KEYS_FOLDER } from '#server/runtime/node-file.ts';
import { resealAll } from '#server/runtime/reseal.ts';
import { requireRing } from '#server/runtime/sealing-check.ts';
import type { CommonOptions } from './common.ts';
import { EXIT } from './exit.ts';
import { printJson, printText, progressBar } from './output.ts';

export interface KeysRotateFlags extends CommonOptions {
  /** Goes on with a rotation that was cut off: seals anew with the key that is there. */
  readonly resume?: boolean;
}

/** Takes a new sealing key into use and seals everything with it that an older one had sealed. Safe while the server works. */
export async function runKeysRotate(flags: KeysRotateFlags): Promise<number> {
  const node = await openNode({ data: flags.data, database: flags.database });
  const owner = openDatabase({ url: node.ownerUrl, max: 1 });
  const bar = progressBar();
  try {
    const folder = join(node.data, KEYS_FOLDER);
    await requireRing(owner, await openVault(folder));
    if (flags.resume !== true) await addSealingKey(folder);
    const vault = await openVault(folder);
    const { done } = await resealAll(owner, vault, (n, total) => bar.show(node.database, n, total)).finally(bar.end);
    if (flags.json === true) printJson({ database: node.database, version: vault.version(), resealed: done });
    else
      printText({
        zh: `${node.database}：第 ${vault.version()} 版密钥已启用，重新加密 ${done} 项；运行中的服务器重启后也用它加密`,
        en: `${node.database}: sealing key ${vault.version()} is in use, ${done} values sealed anew; a running server seals with it after a restart`,
      });
    return EXIT.ok;
  } finally {
    await owner.close();
    await node.close();
  }
}
