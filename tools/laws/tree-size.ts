import type { Finding, Law } from './law.ts';
import { isCode, numberedLines } from './syntax.ts';

const limit = 1_500_000;
/** No person writes such a line of code; a bundler does. */
const lineLimit = 2_000;

export const treeSize: Law = {
  name: 'tree-size',
  title: 'No large file and nothing that a build makes is committed',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of tree.paths) {
      const size = tree.size(file);
      if (size > limit) findings.push({ file, text: `${size} bytes; at most ${limit}` });
      if (/(^|\/)(dist|node_modules|coverage)\//.test(file) || /\.min\.(js|css)$/.test(file))
        findings.push({ file, text: 'is made by a build' });
      if (size > limit || !(isCode(file) || file.endsWith('.css'))) continue;
      const long = numberedLines(tree.text(file)).find(([, text]) => text.length > lineLimit);
      if (long !== undefined) findings.push({ file, line: long[0], text: `a line of ${long[1].length} characters: looks like a bundle` });
    }
    return findings;
  },
};
