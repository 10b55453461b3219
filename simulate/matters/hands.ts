import type { Outcome } from '#kernel/executor/request.ts';
import { type Actor, systemActor } from '#kernel/scope/actor.ts';
import { ancestorAt, codeOf } from '#kernel/scope/region-path.ts';
import { look } from '#kernel/scope/scope.ts';
import type { DangerMemo, MatterMemo } from '#simulate/memory.ts';
import { inDays, type Scene, schedule } from '#simulate/steps/scene.ts';

/** Takes an act on a matter; one that was refused is looked at again when it is known why. */
export async function actOnMatter(
  scene: Scene,
  matter: MatterMemo,
  actor: Actor,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<Outcome | null> {
  const { id, type, version } = matter;
  const outcome = await scene.desk.act({ actor, type, id, action, input, version });
  if (outcome === null) {
    schedule(scene, inDays(scene, 3), { what: 'matter', id });
    return null;
  }
  matter.version = outcome.version;
  matter.state = outcome.state;
  return outcome;
}

/** Tries on a matter what must be refused. */
export async function wrongOnMatter(
  scene: Scene,
  { id, type, version }: MatterMemo,
  actor: Actor,
  action: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await scene.desk.wrong({ actor, type, id, action, input, version });
}

/** Somebody of the safety commission office, never one of those excepted. */
export function commissioner(scene: Scene, office: string, ...except: readonly (string | null | undefined)[]): Actor | undefined {
  const there = scene.province.cast.of(office, 'commission').filter((each) => !except.includes(each.person));
  return there.length === 0 ? undefined : scene.desk.random.pick(there);
}

export function countyOffice(scene: Scene): string {
  return `${codeOf(scene.memory.county)}-commission`;
}

/** Whether an office is the county's own: what those above do with a number waits for their hour. */
export function isOwnOffice(scene: Scene, office: string): boolean {
  return office.startsWith(`${codeOf(scene.memory.county)}-`);
}

/** Those at a desk who may sign for a paper and answer it: an enterprise's, or an organisation's. */
export function atDesk(scene: Scene, desk: string): readonly Actor[] {
  const { cast, lineOf } = scene.province;
  const inside = [...cast.inside(desk, 'safety-manager'), ...cast.inside(desk, 'enterprise-head')];
  if (inside.length > 0) return inside;
  const line = lineOf(desk);
  if (line === undefined) return [];
  return [...cast.officers(desk, line), ...cast.of(desk, 'commission'), ...cast.of(desk, 'leader')];
}

/** The office of a level that a place lies in. */
export function officeAbove(region: string, level: 'county' | 'city' | 'province', kind: string): string {
  return `${codeOf(ancestorAt(region, level) ?? region)}-${kind}`;
}

/** What another act has done to a danger is known at once: its next act names its version. */
export async function relearn(scene: Scene, id: string | null | undefined): Promise<DangerMemo | undefined> {
  const danger = scene.memory.dangers[id ?? ''];
  if (danger === undefined) return undefined;
  const [found] = await look(scene.province.database, systemActor, [
    { name: 'simulate.danger', text: 'select version, state, due_at, listed from hidden_danger where id = $1', values: [danger.id] },
  ]);
  const row = found?.rows[0];
  if (row === undefined) return danger;
  const { version, state, due_at, listed } = row;
  const due = due_at instanceof Date ? due_at.toISOString() : null;
  return Object.assign(danger, { version: Number(version), state: String(state), due_at: due, listed: listed === true });
}

/** Major dangers of an enterprise that the platform will not let it restart over. */
export function hasOpenMajor(scene: Scene, subject: string | null): boolean {
  const open = ['planning', 'rectifying', 'verifying', 'transferring'];
  return Object.values(scene.memory.dangers).some(
    (each) => each.subject === subject && each.level === 'major' && open.includes(each.state),
  );
}
