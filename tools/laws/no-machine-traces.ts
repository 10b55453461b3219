import type { Finding, Law } from './law.ts';
import { numberedLines } from './syntax.ts';
import { isText } from './text-files.ts';

/** The patterns are written so that they do not find themselves. */
const traces: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.\-/])\/(?:work|farm|root|home\/\w+|Users\/\w+)\//, 'a path of one machine'],
  [/(?<![\w.-])\/tmp\/(?:bash_jobs|brief)/, 'a path of one machine'],
  [/\b(?:registry|mirrors?)\.(?:npm|yarn|node)[\w-]*\b/i, 'the address of a package registry'],
  [/\b(?:npmmirror|npmjs|jsdelivr|unpkg|cdnjs)\.(?:com|org|net)\b/i, 'the address of a package registry'],
  [/\b(?:deb|ftp|archive|security)\.(?:debian|ubuntu)\.(?:org|com)\b/i, 'the address of a package registry'],
  [/\bmirrors\.[\w-]+\.(?:com|cn|org|edu)\b/i, 'the address of a package registry'],
];

export const noMachineTraces: Law = {
  name: 'no-machine-traces',
  title: 'No path of one machine and no package registry stands in a committed file',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of tree.paths.filter((path) => isText(path))) {
      const lock = file.endsWith('package-lock.json');
      for (const [line, text] of numberedLines(tree.text(file))) {
        const found = traces.find(([pattern]) => pattern.test(text));
        if (found !== undefined) findings.push({ file, line, text: `${found[1]}: a stranger's machine has another` });
        if (lock && /^\s*"resolved":/.test(text))
          findings.push({ file, line, text: 'binds the lock to one registry: omit-lockfile-registry-resolved' });
      }
    }
    return findings;
  },
};
