import { posix } from 'node:path';
import { importGraph } from './import-graph.ts';
import type { Finding, Law } from './law.ts';
import { isTest } from './syntax.ts';

/** The files directly under modules/ call the roll of all modules. */
const inModule = /^modules\/.+\//;
const door = /(^|\/)(module|record)\.ts$/;

/** A module is the folder that has a door; a file of no such folder belongs to its own folder. */
function moduleOf(path: string, doors: ReadonlySet<string>): string {
  for (let folder = posix.dirname(path); folder !== 'modules' && folder !== '.'; folder = posix.dirname(folder)) {
    if (doors.has(folder)) return folder;
  }
  return posix.dirname(path);
}

export const moduleDoors: Law = {
  name: 'module-doors',
  title: "Modules import each other only through the other's module.ts or record.ts",
  check: async (tree) => {
    const doors = new Set(tree.paths.filter((path) => path.startsWith('modules/') && door.test(path)).map((path) => posix.dirname(path)));
    const { modules } = await importGraph(tree);
    const findings: Finding[] = [];
    for (const { source, dependencies } of modules.filter((each) => inModule.test(each.source) && !isTest(each.source))) {
      for (const { resolved } of dependencies.filter((each) => each.resolved.startsWith('modules/'))) {
        const target = moduleOf(resolved, doors);
        // A file in a folder without a door, such as modules/<wing>/lines.ts, is shared and no module's inside.
        if (!doors.has(target) || target === moduleOf(source, doors)) continue;
        if (!door.test(resolved)) findings.push({ file: source, text: `imports ${resolved}: ask for it at ${target}/module.ts` });
      }
    }
    return findings;
  },
};
