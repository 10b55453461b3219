import { catalogueOf } from '#tools/docs/catalogue.ts';
import { pagesOf } from '#tools/docs/pages.ts';
import type { Finding, Law } from './law.ts';
import { lawsOf } from './laws.ts';
import { diskTree, type Tree } from './tree.ts';

interface Verdict {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

function place({ file, line }: Finding): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** A law that cannot be checked is not kept. */
async function judge({ name, title, check }: Law, tree: Tree): Promise<Verdict> {
  try {
    return { name, title, findings: await check(tree) };
  } catch (failure) {
    const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    return { name, title, findings: [{ file: `tools/laws/${name}.ts`, text: `could not be checked: ${text}` }] };
  }
}

/** Definitions that do not load break the laws about them, and leave the others to be checked. */
async function load(): Promise<{ readonly laws: readonly Law[]; readonly failed: readonly Verdict[] }> {
  try {
    const catalogue = await catalogueOf();
    return { laws: lawsOf(catalogue, pagesOf(catalogue)), failed: [] };
  } catch (failure) {
    const laws = lawsOf([], []).filter(({ name }) => name !== 'record-types' && name !== 'generated-docs');
    const findings = [{ file: 'modules/catalogue.ts', text: `cannot be loaded: ${String(failure)}` }];
    return { laws, failed: [{ name: 'record-types', title: 'The record types load', findings }] };
  }
}

/** `tsx tools/laws/run.ts [--json] [law …]`: exit code 1 when a law is broken. */
async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const loaded = await load();
  const laws = loaded.laws.filter(({ name }) => words.length === 0 || words.includes(name));
  const tree = diskTree(process.cwd());
  const verdicts = [...loaded.failed, ...(await Promise.all(laws.map((law) => judge(law, tree))))];
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(verdicts)}\n`);
  else for (const verdict of verdicts) print(verdict);
  process.exitCode = verdicts.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

function print({ name, title, findings }: Verdict): void {
  console.log(`${findings.length === 0 ? 'holds ' : 'broken'}  ${name}: ${title}`);
  for (const finding of findings) console.log(`        ${place(finding)}: ${finding.text}`);
}

await main();
