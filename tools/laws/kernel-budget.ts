import type { Law } from './law.ts';
import { countLines, isTest, typeScriptOf } from './syntax.ts';

const limit = 5_000;
const rooms = /^kernel\/(record|lifecycle)\//;

export const kernelBudget: Law = {
  name: 'kernel-budget',
  title: `kernel/record and kernel/lifecycle have at most ${limit} lines together`,
  check: (tree) => {
    const files = typeScriptOf(tree).filter((path) => rooms.test(path) && !isTest(path));
    const lines = files.reduce((sum, path) => sum + countLines(tree.text(path)), 0);
    return lines > limit ? [{ file: 'kernel/record', text: `${lines} lines with kernel/lifecycle; at most ${limit}` }] : [];
  },
};
