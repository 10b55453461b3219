import type { Finding, Law } from './law.ts';

const page = 'docs/dependencies.md';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Rows of the page: | `name` | what for | why it and not another | licence | */
function rowsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  for (const line of text.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    const name = /^`([^`]+)`$/.exec(cells[1] ?? '')?.[1];
    if (name !== undefined) rows.set(name, cells.slice(2, -1));
  }
  return rows;
}

export const dependenciesDocumented: Law = {
  name: 'dependencies-documented',
  title: 'Every direct dependency has its use, its reason and its licence in docs/dependencies.md',
  check: (tree) => {
    if (!tree.paths.includes('package.json')) return [];
    const manifest: Manifest = JSON.parse(tree.text('package.json'));
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
    const rows = rowsOf(tree.text(page));
    const findings: Finding[] = [];
    for (const name of names) {
      const cells = rows.get(name);
      if (cells === undefined) findings.push({ file: page, text: `${name} has no row` });
      else if (cells.length < 3 || cells.some((cell) => cell === ''))
        findings.push({ file: page, text: `${name}: use, reason and licence must all be filled in` });
    }
    for (const name of rows.keys()) if (!names.includes(name)) findings.push({ file: page, text: `${name} is no longer a dependency` });
    return findings;
  },
};
