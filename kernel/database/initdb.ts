import { spawn } from 'node:child_process';
import { appendFile, chmod, chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { asUser, type RunAs } from './run-as.ts';

export interface NewCluster {
  readonly binaries: Binaries;
  readonly user: RunAs | null;
  readonly directory: string;
  readonly owner: string;
  readonly password: string;
  readonly durable: boolean;
}

/** Written last: a folder without it was left by an interrupted initdb, and nothing in it is anybody's data yet. */
export const INITIALISED = 'anwang.initialised';

async function run(command: string, args: readonly string[], user: RunAs | null): Promise<void> {
  const child = spawn(command, args, {
    ...asUser(user),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} failed (${code}): ${words.trim().split('\n').slice(-6).join(' | ')}`);
}

/** An empty folder that belongs to the database user; whatever was there goes. */
export async function emptyFolder(directory: string, user: RunAs | null): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(directory, user.uid, user.gid);
}

/** Gives a copied cluster to the database user, closed to all others as PostgreSQL demands. */
export async function giveTo(directory: string, user: RunAs | null): Promise<void> {
  await chmod(directory, 0o700);
  if (user === null) return;
  await chown(directory, user.uid, user.gid);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** Makes a cluster: UTF-8, Chinese collation, passwords by SCRAM, settings of ours in `anwang.conf`. */
export async function initialise(cluster: NewCluster): Promise<void> {
  const { directory, user, binaries } = cluster;
  await emptyFolder(directory, user);
  const passwordFile = join(dirname(directory), `password.${process.pid}`);
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  const args = ['-D', directory, '-U', cluster.owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  args.push('--locale-provider=icu', '--icu-locale=zh-CN', ...(cluster.durable ? [] : ['--no-sync']));
  try {
    // C.UTF-8 keeps byte order and knows Chinese letters; not every system has it.
    await run(binaries.initdb, [...args, '--locale=C.UTF-8'], user).catch(async () => {
      await emptyFolder(directory, user);
      await run(binaries.initdb, [...args, '--locale=C'], user);
    });
    await appendFile(join(directory, 'postgresql.conf'), `\ninclude 'anwang.conf'\n`);
    await writeFile(join(directory, INITIALISED), `${binaries.version}\n`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
