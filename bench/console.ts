import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '#kernel/database/root.ts';
import { ensureBuilt } from './support/build.ts';
import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';

/**
 * What a browser fetches until the log-in page stands: the page, what it names, and what those files import at once (not by import()); each file
 * compressed by gzip as it leaves the server.
 */
const options = benchOptions();
const report = reportOf('console', options.json);
ensureBuilt();
const folder = join(ROOT, 'dist/web');

function read(path: string): Buffer {
  return readFileSync(join(folder, path));
}

/** Files that a script imports before it runs. */
function importsOf(path: string, text: string): string[] {
  const from = path.slice(0, path.lastIndexOf('/'));
  return [...text.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+|\/assets\/[^"']+)["']/g)].flatMap(([, name]) =>
    name === undefined ? [] : [name.startsWith('/') ? name : join(from, name)],
  );
}

/** Chunks that the log-in page's own route loads: they are asked for at once, and count. */
function isLogIn(path: string): boolean {
  return /log-?in|sign-?in|entrance/i.test(path);
}

function dynamicOf(path: string, text: string): string[] {
  const from = path.slice(0, path.lastIndexOf('/'));
  return [...text.matchAll(/import\(\s*["'`](\.{1,2}\/[^"'`]+)["'`]\s*\)/g)].flatMap(([, name]) =>
    name === undefined || !isLogIn(name) ? [] : [join(from, name)],
  );
}

function firstLoad(): Map<string, number> {
  const sizes = new Map<string, number>();
  const html = read('index.html').toString();
  const queue = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].flatMap(([, path]) => (path === undefined ? [] : [path]));
  sizes.set('/index.html', gzipSync(html).length);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (sizes.has(path)) continue;
    const bytes = read(path);
    sizes.set(path, gzipSync(bytes, { level: 9 }).length);
    if (!path.endsWith('.js')) continue;
    const text = bytes.toString();
    queue.push(...importsOf(path, text), ...dynamicOf(path, text));
  }
  return sizes;
}

const sizes = firstLoad();
const largest = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 8);
for (const [path, bytes] of largest) report.say(`  ${(bytes / 1_000).toFixed(1).padStart(7)} kB  ${path}`);
const total = [...sizes.values()].reduce((sum, each) => sum + each, 0);
report.figure({
  name: `console, first load in ${sizes.size} files, gzip`,
  value: total / 1_000,
  unit: 'kB',
  goal: { kind: 'most', value: 400 },
});
process.exitCode = report.met() ? 0 : 1;
