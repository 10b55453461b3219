import type { Finding, Law } from './law.ts';
import { reportOf } from './program.ts';

interface Named {
  readonly name: string;
  readonly line?: number;
}

type Issue = { readonly file: string } & Readonly<Partial<Record<keyof typeof sentences, readonly Named[]>>>;

const sentences = {
  dependencies: 'is a dependency that nothing imports',
  devDependencies: 'is a development dependency that nothing uses',
  unlisted: 'is imported and not in package.json',
  unresolved: 'does not resolve',
  exports: 'is exported and nobody imports it: drop `export`, or the thing',
  types: 'is exported and nobody imports it: drop `export`, or the type',
  duplicates: 'is exported under two names',
} as const;

interface Report {
  readonly files?: readonly string[];
  readonly issues?: readonly Issue[];
}

function findingsOf(issue: Issue): readonly Finding[] {
  const kinds = Object.keys(sentences) as (keyof typeof sentences)[]; // Object.keys loses the key type
  return kinds.flatMap((kind) =>
    (issue[kind] ?? []).map(({ name, line }) => ({
      file: issue.file,
      ...(line === undefined ? {} : { line }),
      text: `${name} ${sentences[kind]}`,
    })),
  );
}

export const unused: Law = {
  name: 'unused',
  title: 'No file, export or dependency that nothing uses',
  check: async (tree) => {
    const report = await reportOf<Report>('knip/bin/knip.js', ['--reporter', 'json', '--no-progress', '--no-exit-code'], tree.root);
    const files = (report.files ?? []).map((file) => ({ file, text: 'nothing imports this file' }));
    return [...files, ...(report.issues ?? []).flatMap(findingsOf)];
  },
};
