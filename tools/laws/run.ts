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

/** `tsx tools/laws/run.ts [--json] [law …]`: exit code 1 when a law is broken. */
async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const catalogue = await catalogueOf();
  const laws = lawsOf(catalogue, pagesOf(catalogue)).filter(({ name }) => words.length === 0 || words.includes(name));
  const tree = diskTree(process.cwd());
  const verdicts = await Promise.all(laws.map((law) => judge(law, tree)));
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(verdicts)}\n`);
  else for (const verdict of verdicts) print(verdict);
  process.exitCode = verdicts.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

function print({ name, title, findings }: Verdict): void {
  console.log(`${findings.length === 0 ? 'holds ' : 'broken'}  ${name}: ${title}`);
  for (const finding of findings) console.log(`        ${place(finding)}: ${finding.text}`);
}

await main();
