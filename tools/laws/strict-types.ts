import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { lineOf, numberedLines, typeScriptOf, visit } from './syntax.ts';

const silencer = /^\s*(?:\/\/|\/?\*+)\s*@ts-(ignore|nocheck|expect-error)\b/;

function complaint(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any` switches the types off: say `unknown` and check it';
  if (ts.isNonNullExpression(node)) return '`!` is a cast without a reason: handle the missing value';
  if (ts.isVariableDeclaration(node) && node.exclamationToken !== undefined) return '`!` promises a value that nobody set';
  if (ts.isPropertyDeclaration(node) && node.exclamationToken !== undefined) return '`!` promises a value that nobody set';
  return undefined;
}

export const strictTypes: Law = {
  name: 'strict-types',
  title: 'No `any`, no silenced type errors, no non-null assertions',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree)) {
      const source = tree.source(file);
      visit(source, (node) => {
        const text = complaint(node);
        if (text !== undefined) findings.push({ file, line: lineOf(source, node), text });
      });
      for (const [line, text] of numberedLines(source.text)) {
        if (silencer.test(text)) findings.push({ file, line, text: 'a silenced type error is an unread one: mend the type' });
      }
    }
    return findings;
  },
};
