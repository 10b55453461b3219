import type { Law } from './law.ts';
import { countLines, isCode } from './syntax.ts';

const limit = 400;

export const fileLength: Law = {
  name: 'file-length',
  title: `A file has at most ${limit} lines`,
  check: (tree) =>
    tree.paths
      // A migration is drafted from the definitions as one step.
      .filter((path) => (isCode(path) || /\.(sql|css)$/.test(path)) && !path.startsWith('migrations/'))
      .map((file) => ({ file, lines: countLines(tree.text(file)) }))
      .filter(({ lines }) => lines > limit)
      .map(({ file, lines }) => ({ file, text: `${lines} lines; at most ${limit}: split it by what it is about` })),
};
