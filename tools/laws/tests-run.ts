import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { isTest, lineOf, typeScriptOf, visit } from './syntax.ts';

const callers = new Set(['it', 'test', 'describe', 'suite', 'bench']);
const forbidden = new Set(['skip', 'only', 'todo', 'fails']);
const aliases = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** The name at the left end of `it.concurrent.skip`. */
function head(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return head(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}

export const testsRun: Law = {
  name: 'tests-run',
  title: 'No test is skipped, singled out or left for later',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree).filter(isTest)) {
      const source = tree.source(file);
      visit(source, (node) => {
        if (ts.isPropertyAccessExpression(node) && forbidden.has(node.name.text) && callers.has(head(node.expression))) {
          findings.push({ file, line: lineOf(source, node), text: `.${node.name.text}: a test that does not run guards nothing` });
        }
        if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && aliases.has(node.expression.text)) {
          findings.push({ file, line: lineOf(source, node), text: `${node.expression.text}: a test that does not run guards nothing` });
        }
      });
    }
    return findings;
  },
};
