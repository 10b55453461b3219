import type { Finding, Law } from './law.ts';
import type { Tree } from './tree.ts';

const page = 'docs/security.md';
/** What stands in the last cell where no test and no setting answers: the truth about it, in words. */
const words = /^(open|operator|not used): \S/;

function faultOf(tree: Tree, reference: string): string | null {
  const [, path = '', text = ''] = /^([^:`]+): (.+)$/.exec(reference) ?? [];
  if (path === '') return `\`${reference}\` is not "file: test or setting"`;
  if (!tree.paths.includes(path)) return `${path} does not exist`;
  return tree.text(path).includes(text) ? null : `${path} has no "${text}"`;
}

/** The faults of the last cell of a row: one or more references in backticks, or words that say why there is none. */
function faultsOf(tree: Tree, answer: string): readonly string[] {
  const references = [...answer.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
  if (references.length === 0)
    return words.test(answer) ? [] : ['no test or setting is named: say "open: …", "operator: …" or "not used: …"'];
  return references.flatMap((reference) => faultOf(tree, reference) ?? []);
}

/** Rows of the tables of standards: | item | what is asked | answered by | */
export const securityAnswered: Law = {
  name: 'security-answered',
  title: 'Each item of a security standard in docs/security.md is answered by a test or setting that exists, or says that it is not',
  check: (tree) => {
    if (!tree.paths.includes(page)) return [];
    const findings: Finding[] = [];
    const seen = new Set<string>();
    let standard = '';
    for (const [index, line] of tree.text(page).split('\n').entries()) {
      if (line.startsWith('## ')) standard = line;
      const [, item = '', asked = '', answer = ''] = line.split('|').map((cell) => cell.trim());
      if (!/^\d+(\.\d+)+( [a-z])?$/.test(item)) continue;
      const at = { file: page, line: index + 1 };
      if (seen.has(`${standard} ${item}`)) findings.push({ ...at, text: `${item} stands twice` });
      seen.add(`${standard} ${item}`);
      if (asked === '') findings.push({ ...at, text: `${item} does not say what is asked` });
      for (const fault of faultsOf(tree, answer)) findings.push({ ...at, text: `${item}: ${fault}` });
    }
    return findings;
  },
};
