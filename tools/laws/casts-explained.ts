import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { commentLines, lineAt, typeScriptOf, visit } from './syntax.ts';

function isConstant(node: ts.AsExpression): boolean {
  return ts.isTypeReferenceNode(node.type) && node.type.getText() === 'const';
}

export const castsExplained: Law = {
  name: 'casts-explained',
  title: 'A cast has its reason beside it',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree)) {
      const source = tree.source(file);
      let comments: ReadonlySet<number> | undefined;
      visit(source, (node) => {
        if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return;
        if (ts.isAsExpression(node) && isConstant(node)) return;
        // A chain `x as unknown as T` is one cast; only its outermost part is judged.
        if (ts.isAsExpression(node.parent)) return;
        comments ??= commentLines(source);
        const start = lineAt(source, node.getStart(source));
        const end = lineAt(source, node.end);
        // Of a value over many lines, a comment somewhere inside is no reason for the cast.
        const beside = [start - 1, start, lineAt(source, node.type.getStart(source)), end];
        if (beside.some((line) => comments?.has(line))) return;
        findings.push({ file, line: end, text: 'a cast without a reason: say on this line or the one above why it is true' });
      });
    }
    return findings;
  },
};
