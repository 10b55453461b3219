import type { Finding, Law } from './law.ts';
import { isCode, numberedLines } from './syntax.ts';
import { isText } from './text-files.ts';

/** Names of tools for writing code: how a text came about is not its reader's concern. Written so that it does not find itself. */
const tools = /\b(?:Clau[d]e|ChatGP[T]|GP[T]-\d\w*|Copilo[t]|OpenA[I]|Anthropi[c]|Codeiu[m]|LL[M]s?)\b/i;
const phrases =
  /\b(?:language mode[l]s?|(?:system|user|initial) promp[t]s?|promp[t] engineering|A[I][- ](?:agent|assistant|generated|session)s?)\b/i;

export const plainDocs: Law = {
  name: 'plain-docs',
  title: 'Documents and comments speak of the product, not of the tools that wrote it',
  check: (tree) => {
    const findings: Finding[] = [];
    const read = tree.paths.filter(
      (path) => isText(path) && (isCode(path) || /\.(md|sql|css|html|txt)$/.test(path) || !path.includes('.')),
    );
    for (const file of read) {
      for (const [line, text] of numberedLines(tree.text(file))) {
        const found = tools.exec(text) ?? phrases.exec(text);
        if (found !== null) findings.push({ file, line, text: `"${found[0]}" is not about the product` });
      }
    }
    return findings;
  },
};
