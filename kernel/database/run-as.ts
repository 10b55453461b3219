import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The system user that PostgreSQL runs as; it refuses to run as root. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): RunAs | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [login, , uid, gid] = line.split(':');
    if (login === name && uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

function addUser(name: string): RunAs | null {
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
  return lookUp(name);
}

/** Null when this process is not root: then PostgreSQL runs as the same user. `nobody` is the last resort of a system without useradd. */
export function chooseRunAs(): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const user = lookUp('postgres') ?? lookUp('anwang') ?? addUser('anwang') ?? lookUp('nobody');
  if (user === null) throw new Error('no system user to run PostgreSQL as: create one named "postgres"');
  return user;
}

/** Whether that user can enter the folder. Asked of the system itself, so that ACLs and mounts count too. */
export function canEnter(user: RunAs | null, folder: string): boolean {
  if (user === null) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', uid: user.uid, gid: user.gid, stdio: 'ignore' });
  return probe.status === 0;
}

/** The spawn options that make a child this user's. */
export function asUser(user: RunAs | null): { uid: number; gid: number } | Record<string, never> {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}
