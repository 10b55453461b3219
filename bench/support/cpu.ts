import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Processor time used so far, in seconds: of the programs in Node, of PostgreSQL's processes, and of everything on the machine. */
export interface CpuTimes {
  readonly node_s: number;
  readonly postgres_s: number;
  readonly machine_s: number;
  /** When it was read, of a clock that never jumps. */
  readonly at_s: number;
}

/** Linux counts processor time in hundredths of a second. */
const ticks = 100;

interface Stat {
  readonly parent: number;
  readonly cpu_s: number;
  /** Of its children that have ended. */
  readonly ended_s: number;
}

async function statOf(pid: number): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  if (text === '') return null;
  // The name of the program stands in brackets and may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / ticks;
  return { parent: Number(fields[1]), cpu_s: seconds(11), ended_s: seconds(13) };
}

/** User, nice, system and interrupts, of all processors together. */
async function machineBusy(): Promise<number> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => '');
  const [, user, nice, system, , , irq, softirq] = (text.split('\n')[0] ?? '').split(/\s+/).map(Number);
  return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0)) / ticks;
}

/**
 * What this process, `others` and the cluster of `postmaster` have used. Unlike a rate it does not depend on what else the machine does. Null where
 * there is no /proc.
 */
export async function cpuTimes(postmaster: number, others: readonly number[] = []): Promise<CpuTimes | null> {
  const own = await statOf(process.pid);
  if (own === null) return null;
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  let postgres_s = 0;
  for (const pid of names) {
    const stat = await statOf(pid);
    if (stat !== null && (stat.parent === postmaster || pid === postmaster)) postgres_s += stat.cpu_s;
    if (pid === postmaster) postgres_s += stat?.ended_s ?? 0;
  }
  let node_s = own.cpu_s;
  for (const pid of others) node_s += (await statOf(pid))?.cpu_s ?? 0;
  return { node_s, postgres_s, machine_s: await machineBusy(), at_s: performance.now() / 1_000 };
}

/** How many processors everything else on the machine took meanwhile: what a figure has to be read with. */
export function othersText(before: CpuTimes | null, after: CpuTimes | null): string {
  if (before === null || after === null) return '';
  const own = after.node_s - before.node_s + after.postgres_s - before.postgres_s;
  const others = (after.machine_s - before.machine_s - own) / (after.at_s - before.at_s);
  return `others took ${Math.max(0, others).toFixed(1)} of ${cpus().length} processors`;
}

/** Milliseconds of processor per piece of work, between two readings. */
export function perPiece(before: CpuTimes | null, after: CpuTimes | null, pieces: number): { node_ms: number; postgres_ms: number } | null {
  if (before === null || after === null || pieces === 0) return null;
  const ms = (from: number, to: number) => ((to - from) * 1_000) / pieces;
  return { node_ms: ms(before.node_s, after.node_s), postgres_ms: ms(before.postgres_s, after.postgres_s) };
}

export function cpuText(used: ReturnType<typeof perPiece>): string {
  return used === null ? '' : `processor: ${used.node_ms.toFixed(2)} ms in Node, ${used.postgres_ms.toFixed(2)} ms in PostgreSQL`;
}

/** Processor seconds of the children of this process that have ended; 0 where there is no /proc. */
export function cpuOfChildren(): number {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / ticks;
  } catch {
    return 0;
  }
}
