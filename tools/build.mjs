// Builds the server's bundle (dist/server) and the console (dist/web). Each is left alone while its sources are unchanged.
//   node tools/build.mjs [--server] [--web] [--force]      both when neither is named
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const sources = {
  server: ['standards', 'kernel', 'modules', 'packs', 'server', 'simulate', 'package.json', 'package-lock.json', 'tools/build.mjs'],
  web: ['web', 'standards', 'kernel', 'modules', 'server', 'package.json', 'package-lock.json', 'tools/build.mjs'],
};
const products = { server: 'server/main.js', web: 'web/index.html' };

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    yield* filesBelow(join(path, entry.name));
  }
}

/** Path, size and time of every source, in one hash: any change shows, and nothing has to be read. */
function fingerprint(part) {
  const hash = createHash('sha256');
  for (const top of sources[part]) {
    for (const file of filesBelow(join(root, top))) {
      if (/\.(test|fixture|story)\.tsx?$/.test(file)) continue;
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function stampFile(part) {
  return join(root, 'dist', `.stamp-${part}`);
}

/** Whether dist/ holds this part as the sources are now. */
export function isFresh(part) {
  const stamp = stampFile(part);
  return existsSync(join(root, 'dist', products[part])) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(part);
}

async function buildServer() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: 'server/cli/main.ts' },
    outdir: 'dist/server',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Packages stay outside; `#…` are our own folders.
    alias: Object.fromEntries(['standards', 'kernel', 'modules', 'server', 'packs', 'simulate'].map((name) => [`#${name}`, `./${name}`])),
    sourcemap: 'linked',
    logLevel: 'warning',
    metafile: true,
  });
  const made = new Set(Object.keys(metafile.outputs).map((file) => join(root, file)));
  // A server that runs from an earlier build may still load its chunks: they go a day later.
  for (const file of filesBelow(join(root, 'dist/server'))) {
    if (!made.has(file) && Date.now() - statSync(file).mtimeMs > 86_400_000) rmSync(file);
  }
}

async function buildWeb() {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'error' });
}

/** Builds one part when it is not fresh. Answers whether it had to. */
export async function ensureBuilt(part, force = false) {
  if (!force && isFresh(part)) return false;
  // Taken before the build: a source that changes meanwhile makes the next start build again.
  const print = fingerprint(part);
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(stampFile(part), { force: true });
  await (part === 'server' ? buildServer() : buildWeb());
  writeFileSync(stampFile(part), print);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = process.argv.slice(2);
  const named = ['server', 'web'].filter((part) => flags.includes(`--${part}`));
  for (const part of named.length > 0 ? named : ['server', 'web']) {
    if (await ensureBuilt(part, flags.includes('--force'))) console.error(`dist/${part}: built`);
  }
}
