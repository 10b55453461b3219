import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { isTest, lineAt, typeScriptOf, visit } from './syntax.ts';

const limit = 70;

/** `describe` only groups; every `it` in it is measured by itself. */
function isDescribeCallback(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent) || node.parent.expression === node) return false;
  return /^describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name.getText();
  if (ts.isCallExpression(parent)) return `the function given to ${parent.expression.getText().slice(0, 40)}`;
  return 'a function';
}

export const functionLength: Law = {
  name: 'function-length',
  title: `A function has at most ${limit} lines`,
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree)) {
      const source = tree.source(file);
      visit(source, (node) => {
        if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
        if (isTest(file) && isDescribeCallback(node)) return;
        const start = lineAt(source, node.getStart(source));
        const lines = lineAt(source, node.end) - start + 1;
        if (lines > limit) findings.push({ file, line: start, text: `${nameOf(node)} has ${lines} lines; at most ${limit}` });
      });
    }
    return findings;
  },
};
