import { readFileSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number: the number and the tick at which it started. */
export interface ProcessMark {
  readonly pid: number;
  /** Start tick from /proc; empty where there is no /proc, and then only the number counts. */
  readonly started: string;
}

/** The fields of /proc/PID/stat from the state on; empty where there is no /proc. */
function statFields(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name is in brackets and may hold spaces: fields are counted from the last bracket on.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function startTick(pid: number): string {
  return statFields(pid)[19] ?? '';
}

export function markOf(pid: number): ProcessMark {
  return { pid, started: startTick(pid) };
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A dead process whose parent never asked for its end (a container's first process often does not) still has its number.
    return statFields(pid)[0] !== 'Z';
  } catch (error) {
    // EPERM: somebody else's process, which is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export function isAlive(mark: ProcessMark): boolean {
  return pidExists(mark.pid) && (mark.started === '' || mark.started === startTick(mark.pid));
}

export function parseMark(text: string): ProcessMark | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
    return { pid: value.pid, started: 'started' in value && typeof value.started === 'string' ? value.started : '' };
  } catch {
    return null;
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(markOf(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock's holder is gone. An empty file is one that is just being written, unless it stays empty. */
async function isStale(path: string): Promise<boolean> {
  for (let turn = 0; turn < 20; turn++) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return false;
    const mark = parseMark(text);
    if (mark !== null) return !isAlive(mark);
    await wait(50);
  }
  return true;
}

/** Only one waiter may clear a dead holder's file, or the second would clear the first one's new lock. */
async function clearStale(path: string): Promise<void> {
  const turnstile = `${path}.clearing`;
  if (!(await create(turnstile))) {
    const text = await readFile(turnstile, 'utf8').catch(() => null);
    const mark = text === null ? null : parseMark(text);
    if (mark !== null && !isAlive(mark)) await rm(turnstile, { force: true });
    return;
  }
  try {
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await rm(turnstile, { force: true });
  }
}

/**
 * Runs `work` while holding the lock file `path`, which names its holder; a dead holder's lock is taken over.
 * `onWait` is called once when somebody else holds it.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  let told = false;
  while (!(await create(path))) {
    if (await isStale(path)) {
      await clearStale(path);
      continue;
    }
    if (!told) onWait?.();
    told = true;
    await wait(50);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
