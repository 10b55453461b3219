import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { isTest, lineOf, typeScriptOf, visit } from './syntax.ts';

const ambient = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'randomUUID', 'process.hrtime']);

/** The two files that make the real ones for the server to pass in. */
const sources = new Set(['kernel/clock/clock.ts', 'kernel/clock/random.ts']);

export const clockInjected: Law = {
  name: 'clock-injected',
  title: 'Below the server, clock and randomness are passed in',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of typeScriptOf(tree).filter(
      (path) => /^(standards|kernel|modules)\//.test(path) && !isTest(path) && !sources.has(path),
    )) {
      const source = tree.source(file);
      visit(source, (node) => {
        const now = ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
        const called = ts.isCallExpression(node) && ambient.has(node.expression.getText());
        if (now || called)
          findings.push({ file, line: lineOf(source, node), text: `${node.getText().slice(0, 40)}: take it as an argument` });
      });
    }
    return findings;
  },
};
