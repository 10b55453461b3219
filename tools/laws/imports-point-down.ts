import { importGraph } from './import-graph.ts';
import type { Finding, Law } from './law.ts';
import { isTypeScript } from './syntax.ts';

/** A run that silently saw nothing would approve everything. */
function unseen(paths: readonly string[], seen: ReadonlySet<string>): readonly Finding[] {
  return paths
    .filter((path) => isTypeScript(path) && /^(standards|kernel|modules|server)\//.test(path) && !seen.has(path))
    .map((file) => ({ file, text: 'was not read by the import check' }));
}

export const importsPointDown: Law = {
  name: 'imports-point-down',
  title: 'Imports point down only, resolve, and run in no circle',
  check: async (tree) => {
    const graph = await importGraph(tree);
    const violations = graph.summary.violations.map(({ from, to, rule, cycle }) => ({
      file: from,
      text: cycle === undefined ? `${rule.name}: imports ${to}` : `${rule.name}: ${[from, ...cycle.map((each) => each.name)].join(' → ')}`,
    }));
    return [...violations, ...unseen(tree.paths, new Set(graph.modules.map((each) => each.source)))];
  },
};
