import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && /"name":\s*"anwang"/.test(readFileSync(file, 'utf8'));
}

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder of the package "anwang" was not found above this file');
    folder = parent;
  }
  return folder;
}

/** The clone's own folder. Looked up rather than counted in `..`, because the bundle in dist/ lies at another depth than the sources. */
export const ROOT: string = findRoot();

export const MIGRATIONS: string = join(ROOT, 'migrations');
