import { readFile } from 'node:fs/promises';
import type { TreeHead } from '#kernel/ledger/tree-head.ts';
import type { Verification } from '#kernel/ledger/verify.ts';
import { checkLedger } from '#server/runtime/ledger-check.ts';
import { openNode } from '#server/runtime/node.ts';
import type { CommonOptions } from './common.ts';
import { EXIT, UsageError } from './exit.ts';
import { inLanguage } from './language.ts';
import { printJson, printLine, printText, progressBar } from './output.ts';

export interface LedgerVerifyFlags extends CommonOptions {
  readonly heads?: string;
  readonly keys?: string;
}

function asHead(value: unknown): TreeHead | null {
  const head = typeof value === 'object' && value !== null && 'head' in value ? value.head : value;
  const good =
    typeof head === 'object' &&
    head !== null &&
    'size' in head &&
    typeof head.size === 'number' &&
    'root' in head &&
    typeof head.root === 'string';
  // Size and root are what is compared; the verifier names a head whose other members do not fit.
  return good ? (head as TreeHead) : null;
}

/** Heads that were kept outside, as `GET /v1/ledger/heads` answered them, or a list of them. */
async function readHeads(file: string | undefined): Promise<TreeHead[]> {
  if (file === undefined) return [];
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  const list = Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null && 'heads' in value && Array.isArray(value.heads)
      ? value.heads
      : [value];
  return list.map((each) => {
    const head = asHead(each);
    if (head === null) throw new UsageError(`${file}: not a list of tree heads`);
    return head;
  });
}

/** What a verification found, for a person. */
export function reportLedger(result: Verification): void {
  for (const finding of result.findings) printLine(`✗ ${inLanguage(finding.detail)}`);
  const { entries, leaves, heads, pending, newest, found } = result;
  printText({
    zh: `${entries} 条，已封存 ${leaves}，待封存 ${pending}，树头 ${heads} 个；发现 ${found} 处问题`,
    en: `${entries} entries, ${leaves} sealed, ${pending} waiting, ${heads} heads; ${found} findings`,
  });
  if (newest !== null) printText({ zh: `树 ${newest.size}，根 ${newest.root}`, en: `tree of ${newest.size}, root ${newest.root}` });
}

export async function runLedgerVerify(flags: LedgerVerifyFlags): Promise<number> {
  const published = await readHeads(flags.heads);
  const node = await openNode({ data: flags.data, database: flags.database });
  const bar = progressBar();
  try {
    const result = await checkLedger(node, { keysFolder: flags.keys, published, onProgress: bar.show });
    bar.end();
    if (flags.json === true) printJson(result);
    else reportLedger(result);
    return result.ok ? EXIT.ok : EXIT.failed;
  } finally {
    bar.end();
    await node.close();
  }
}
