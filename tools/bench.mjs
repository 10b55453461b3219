// npm run bench                      every bench in turn
// npm run bench -- list act          only these;  flags go to each:  --rows 1000000 --seconds 60 --json figures.jsonl --cpu-prof
// Bundled as the server is, so that what is measured is what runs.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, '.cache/bench');
const inTurn = ['console', 'bulletin', 'types', 'start', 'proof', 'read', 'import', 'act', 'list', 'search', 'portal', 'crash'];

async function bundle() {
  const files = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => `bench/${file}`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: Object.fromEntries(
      ['standards', 'kernel', 'modules', 'server', 'packs', 'simulate', 'tools'].map((name) => [`#${name}`, `./${name}`]),
    ),
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return files.map((file) => file.replace(/\.ts$/, ''));
}

function run(name, flags) {
  const node = ['--enable-source-maps', ...profiling(flags), join(folder, `${name}.js`), ...flags];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, node, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function profiling(flags) {
  if (!flags.includes('--cpu-prof')) return [];
  const prof = join(root, '.cache/prof');
  mkdirSync(prof, { recursive: true });
  return ['--cpu-prof', `--cpu-prof-dir=${prof}`];
}

/** `--json` names a file from where the command was given. */
function withPaths(flags) {
  return flags.map((flag, index) => (flags[index - 1] === '--json' ? resolve(flag) : flag));
}

const given = process.argv.slice(2);
if (given.some((each) => each === '--help' || each === '-h')) {
  console.log(`npm run bench -- [${[...inTurn, 'data'].join(' | ')}]… [flags]\n`);
  console.log('--rows N  --seconds N  --rounds N  --lanes N  --data DIR  --json FILE  --cpu-prof  --gentle');
  console.log('docs/performance.md says what each measures and what the flags mean.');
  process.exit(0);
}
const first = given.findIndex((each) => each.startsWith('--'));
const named = first < 0 ? given : given.slice(0, first);
const flags = first < 0 ? [] : withPaths(given.slice(first));
const known = await bundle();
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${[...inTurn, 'data'].join(', ')}`);
  process.exit(2);
}
let failed = 0;
for (const name of named.length > 0 ? named : inTurn) failed += (await run(name, flags)) === 0 ? 0 : 1;
process.exitCode = failed === 0 ? 0 : 1;
