// One command from a fresh clone to a running node: installs what is missing, builds what changed, starts.
// Plain Node without packages: it runs before any is installed. Its words go to stderr; stdout is the server's.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chinese = (process.env.ANWANG_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? '').startsWith('zh');

function tell(zh, en) {
  console.error(chinese ? zh : en);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  tell(`需要 Node 20.19 或更高版本，当前是 ${process.versions.node}`, `Node 20.19 or later is needed; this is ${process.versions.node}`);
  process.exit(2);
}

function lockHash() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) {
    const file = join(root, name);
    hash.update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

/** Installed by hand since the lock file changed: npm writes this file at the end of an install. */
function installedByHand() {
  const marker = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(marker)) return false;
  const at = statSync(marker).mtimeMs;
  return ['package.json', 'package-lock.json'].every((name) => statSync(join(root, name)).mtimeMs <= at);
}

export function ensureInstalled() {
  const stamp = join(root, 'node_modules/.anwang-stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return;
  if (!installedByHand()) {
    tell('正在安装依赖包……', 'Installing packages…');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync(npm, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    if (status !== 0) {
      tell('依赖包安装失败', 'The packages could not be installed');
      process.exit(3);
    }
  }
  writeFileSync(stamp, lockHash());
}

/** The console is built in a process of its own, while the database starts and migrates. */
function buildConsole() {
  tell('正在构建界面……', 'Building the console…');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'tools/build.mjs'), '--web'], { cwd: root, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the console was not built (exit ${code})`))));
  });
}

async function run() {
  checkNode();
  ensureInstalled();
  const { ensureBuilt, isFresh } = await import('./build.mjs');
  const webBuilt = isFresh('web') ? undefined : buildConsole();
  // Heard by the server once it waits for it; a failure before that is not an unhandled one.
  webBuilt?.catch(() => undefined);
  await ensureBuilt('server');
  const { main } = await import(pathToFileURL(join(root, 'dist/server/main.js')).href);
  process.exitCode = await main(['start', ...process.argv.slice(2)], webBuilt === undefined ? {} : { webBuilt });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
