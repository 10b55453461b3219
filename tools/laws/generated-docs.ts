import type { Law } from './law.ts';

export interface GeneratedPage {
  readonly path: string;
  readonly text: string;
}

export function generatedDocs(pages: readonly GeneratedPage[]): Law {
  return {
    name: 'generated-docs',
    title: 'Generated documents say what the code says',
    check: (tree) =>
      pages
        .filter(({ path, text }) => !tree.paths.includes(path) || tree.text(path) !== text)
        .map(({ path }) => ({ file: path, text: 'differs from what the code says: run `npm run docs`' })),
  };
}
