import type { FileDeps } from '#kernel/files/deps.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import type { Desk } from '#simulate/desk.ts';
import type { Province } from '#simulate/ground.ts';
import type { CountyMemory, DangerMemo, EnterpriseMemo, Task } from '#simulate/memory.ts';
import { plan } from '#simulate/memory.ts';
import { addDays } from '#standards/day.ts';

/** One county on one day. */
export interface Scene {
  readonly province: Province;
  readonly memory: CountyMemory;
  readonly desk: Desk;
  readonly day: string;
  /** The last day that will be lived: what falls later need not be remembered. */
  readonly lastDay: string;
  readonly files: FileDeps;
  /** Dangers found per enterprise and year, about. */
  readonly pace: number;
  /** What takes a number of an office above the county waits for the hour in which counties act one after the other. */
  readonly above: string[];
}

export function inDays(scene: Scene, days: number): string {
  return addDays(scene.day, days);
}

export function inWorkingDays(scene: Scene, days: number): string {
  return scene.province.calendar.addWorkingDays(scene.day, days);
}

/** Puts a task on the agenda of a later day; whatever would fall on today or before is done tomorrow. */
export function schedule(scene: Scene, day: string, task: Task): void {
  const tomorrow = inDays(scene, 1);
  plan(scene.memory, day > scene.day ? day : tomorrow, task);
}

/** Who at the regulator's desk deals with it: the line's own officer, or the county's emergency bureau where nobody is. */
export function officerOf(scene: Scene, danger: DangerMemo): Actor {
  const { province, desk } = scene;
  const there = province.cast.officers(danger.regulator, danger.line);
  return desk.random.pick(there.length > 0 ? there : province.cast.bureau(scene.memory.county));
}

export function insider(scene: Scene, subject: string, role: 'safety-manager' | 'enterprise-head' | 'worker' | 'workers-congress'): Actor {
  return scene.desk.random.pick(scene.province.cast.inside(subject, role));
}

/** The head or, mostly, the safety manager. */
export function keeper(scene: Scene, subject: string): Actor {
  return insider(scene, subject, scene.desk.random.next() < 0.8 ? 'safety-manager' : 'enterprise-head');
}

export function isOnRegister(enterprise: EnterpriseMemo | undefined): enterprise is EnterpriseMemo {
  return enterprise !== undefined && (enterprise.state === 'active' || enterprise.state === 'unassigned');
}

const open: readonly string[] = ['reported', 'planning', 'rectifying', 'verifying', 'transferring'];

export function openDangersOf(scene: Scene, subject: string): readonly DangerMemo[] {
  return Object.values(scene.memory.dangers).filter((each) => each.subject === subject && open.includes(each.state));
}
