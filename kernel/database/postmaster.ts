import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { pidExists } from './process-lock.ts';
import { asUser, type RunAs } from './run-as.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export interface PostmasterPlace {
  readonly binaries: Binaries;
  readonly directory: string;
  readonly user: RunAs | null;
  /** Where the words of a start that fails before PostgreSQL's own log is open are kept. */
  readonly startLog: string;
}

/** The folder a process works in; null where it cannot be told (no /proc, or another user's process). */
function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** Whether the process is a postmaster of this folder, and not another one that was given the number since. */
function isOurs(pid: number, directory: string): boolean {
  try {
    // Unlike its working folder, its command line can be read without rights over the process.
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(directory) || workingFolder(pid) === directory;
  } catch {
    return process.platform !== 'linux';
  }
}

/** The live postmaster of a data folder by its pid file, or null. */
export async function findPostmaster(directory: string): Promise<Postmaster | null> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid === 0 || !pidExists(pid) || !isOurs(pid, directory)) return null;
  return { pid, port: Number.isInteger(port) ? port : 0, ready: lines[7] === 'ready' };
}

/** Processes left behind by a postmaster that was killed. They hold its shared memory, which a new one would not touch. */
function orphans(directory: string): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => {
    if (workingFolder(pid) !== directory) return false;
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
    } catch {
      return false;
    }
  });
}

async function clearRemains(directory: string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    const pids = orphans(directory);
    if (pids.length === 0) break;
    // They leave by themselves within moments; after two seconds they are told to, as PostgreSQL itself does when a backend crashes.
    if (turn >= 40) for (const pid of pids) signal(pid, 'SIGKILL');
    await wait(50);
  }
  await rm(join(directory, 'postmaster.pid'), { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

function launch(place: PostmasterPlace, port: number, log: number): { pid: number; failure: () => string | null } {
  const child = spawn(place.binaries.postgres, ['-D', place.directory, '-p', String(port)], {
    ...asUser(place.user),
    cwd: '/',
    // A session of its own: Ctrl-C in the terminal reaches the server only, which then stops it in order.
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  let failure: string | null = null;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, name) => {
    failure = `exit ${code ?? name}`;
  });
  child.unref();
  return { pid: child.pid ?? 0, failure: () => failure };
}

async function attempt(place: PostmasterPlace, port: number, recovering?: () => void): Promise<Postmaster | string> {
  await clearRemains(place.directory);
  const log = await open(place.startLog, 'w', 0o600);
  const child = launch(place, port, log.fd);
  await log.close();
  for (let turn = 0; child.failure() === null; turn++) {
    const found = await findPostmaster(place.directory);
    if (found?.ready && found.pid === child.pid) return found;
    if (turn === 100) recovering?.();
    await wait(20);
  }
  const words = await readFile(place.startLog, 'utf8').catch(() => '');
  return `${child.failure()}: ${words.trim().split('\n').slice(-8).join(' | ')}`;
}

/**
 * Starts a postmaster that outlives this process, and returns when it takes connections.
 * Call only when `findPostmaster` found none. `recovering` is called when it takes longer than two seconds.
 */
export async function startPostmaster(place: PostmasterPlace, port: number, recovering?: () => void): Promise<Postmaster> {
  for (let turn = 0; ; turn++) {
    const outcome = await attempt(place, port, recovering);
    if (typeof outcome !== 'string') return outcome;
    // Left by a killed postmaster whose last children are still on their way out.
    if (turn === 20 || !outcome.includes('shared memory block')) throw new Error(`PostgreSQL did not start: ${outcome}`);
    await wait(250);
  }
}

/** Waits until a postmaster that another process started takes connections; null when it is gone. */
export async function waitForReady(directory: string): Promise<Postmaster | null> {
  for (;;) {
    const found = await findPostmaster(directory);
    if (found === null || found.ready) return found;
    await wait(20);
  }
}

/** `fast` ends sessions and writes a checkpoint; `immediate` is an orderly crash, for data that nobody keeps. */
export async function stopPostmaster(directory: string, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const found = await findPostmaster(directory);
  if (found === null) return;
  signal(found.pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  for (let turn = 0; pidExists(found.pid); turn++) {
    if (turn === 3000) signal(found.pid, 'SIGQUIT');
    await wait(20);
  }
}
