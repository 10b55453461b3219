import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const stamp = 'node_modules/.anwang-stamp';
const lock = 'package-lock.json';

/** Whether a program is on the path. */
function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function hasFile(folder, pattern) {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((each) => pattern.test(String(each)));
}

const debian = [
  { name: 'chromium', steps: ['browser'], present: () => onPath('chromium') || existsSync('/usr/bin/chromium') },
  { name: 'postgresql-15', steps: ['unit'], present: () => existsSync('/usr/lib/postgresql/15/bin/postgres') },
  { name: 'fonts-noto-cjk', steps: ['browser'], present: () => hasFile('/usr/share/fonts', /NotoSansCJK/) },
];

function run(command, words, environment = {}) {
  const { status, error } = spawnSync(command, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return error === undefined && status === 0;
}

/**
 * Installs the Debian packages that the chosen steps need.
 * @returns a sentence for each thing that is still missing
 */
export function installDebian(steps) {
  const missing = () => debian.filter((each) => each.steps.some((step) => steps.includes(step)) && !each.present()).map(({ name }) => name);
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    console.log(`installing ${wanted.join(', ')}`);
    run('apt-get', ['update', '-qq'], quiet);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], quiet);
  }
  return missing().map((name) => `${name} is missing: sudo apt-get update && sudo apt-get install -y ${name}`);
}

/** As tools/start.mjs stamps it, so that one installation serves both. */
function stampNow() {
  const hash = createHash('sha256');
  for (const file of ['package.json', lock]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Installs the npm packages when they are missing or the lock changed; leaves package.json and the lock as they are. */
export function installPackages() {
  if (!existsSync(lock)) return [];
  const now = stampNow();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === now) return [];
  console.log('installing npm packages');
  if (!run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund']))
    return ['npm install failed; its reason stands above'];
  writeFileSync(stamp, now);
  return [];
}
