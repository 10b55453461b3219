import type { Random } from '#kernel/clock/random.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { ancestorAt, codeOf } from '#kernel/scope/region-path.ts';
import { pickWeighted } from '#packs/tools/seeded.ts';
import { type DangerKind, dangerFor } from '#simulate/dangers.ts';
import type { DangerMemo, EnterpriseMemo } from '#simulate/memory.ts';
import { happens, monthOf } from '#simulate/season.ts';
import { inDays, insider, inWorkingDays, type Scene, schedule } from './scene.ts';

type Finder = 'enterprise' | 'patrol' | 'supervision' | 'report' | 'expert';

interface Found {
  readonly actor: Actor;
  readonly action: 'report' | 'self-report';
  readonly source: string | null;
}

const finders: readonly (readonly [Finder, number])[] = [
  ['enterprise', 45],
  ['patrol', 22],
  ['supervision', 25],
  ['report', 5],
  ['expert', 3],
];

function pickSome(random: Random, list: readonly Actor[]): Actor | null {
  return list.length === 0 ? null : random.pick(list);
}

function finderOf(scene: Scene, enterprise: EnterpriseMemo, finder: Finder): Found {
  const { cast } = scene.province;
  const { random } = scene.desk;
  if (finder === 'enterprise') {
    const role = pickWeighted(random, ['safety-manager', 'worker', 'enterprise-head'] as const, (each) => (each === 'worker' ? 2 : 3));
    return { actor: insider(scene, enterprise.id, role), action: 'self-report', source: null };
  }
  const township = ancestorAt(enterprise.region, 'township') ?? '';
  if (finder === 'patrol') {
    const around = cast.inspectors(township).filter((each) => enterprise.region.startsWith(each.region));
    const actor = pickSome(random, around.length > 0 ? around : cast.of(`${codeOf(township)}-station`, 'supervisor'));
    if (actor !== null) return { actor, action: 'report', source: 'patrol' };
  }
  const own = enterprise.department === null ? [] : cast.officers(enterprise.department, enterprise.line);
  const actor = pickSome(random, own) ?? random.pick(cast.bureau(scene.memory.county));
  return { actor, action: 'report', source: finder === 'report' ? 'report' : finder === 'expert' ? 'expert' : 'supervision' };
}

function fateOf(random: Random): DangerMemo['fate'] {
  return pickWeighted(
    random,
    ['assess', 'dismiss', 'hand-over', 'merge'] as const,
    (each) => ({ assess: 90, dismiss: 4, 'hand-over': 4, merge: 2 })[each],
  );
}

export interface Report {
  readonly kind?: DangerKind;
  readonly finder?: Finder;
  readonly fate?: DangerMemo['fate'];
  readonly twin?: string;
}

/** Somebody finds something wrong at an enterprise and reports it; a look at it goes on the agenda of whoever owes it. */
export async function report(scene: Scene, enterprise: EnterpriseMemo, given: Report = {}): Promise<DangerMemo | null> {
  const { desk, day, memory } = scene;
  const { random } = desk;
  const kind = given.kind ?? dangerFor(random, enterprise.line, monthOf(day));
  const drawn = pickWeighted(random, finders, ([, weight]) => weight)[0];
  const { actor, action, source } = finderOf(scene, enterprise, given.finder ?? drawn);
  const common = { title: kind.title, description: kind.description, location: kind.location, category: kind.category };
  const found_on = happens(random, 0.8) ? day : inDays(scene, -random.int(1, 3));
  const input = { ...common, found_on, ...(source === null ? {} : { source, enterprise: enterprise.id }) };
  const id = desk.newId();
  const outcome = await desk.act({ actor, type: 'hidden-danger', id, action, input });
  if (outcome === null) return null;
  const danger: DangerMemo = {
    id,
    version: outcome.version,
    state: outcome.state,
    subject: enterprise.id,
    enterprise: enterprise.id,
    title: kind.title,
    remedy: kind.remedy,
    line: enterprise.line,
    regulator: enterprise.department ?? `${codeOf(memory.county)}-emergency`,
    level: null,
    due_at: null,
    rectified_by: null,
    received: false,
    told: false,
    handed_to: null,
    fate: given.fate ?? fateOf(random),
    twin: given.twin ?? null,
    returned: 0,
    waits_for: null,
    listed: false,
  };
  memory.dangers[id] = danger;
  schedule(scene, lookedAtOn(scene), { what: 'danger', id });
  // What will be merged needs its double: the same thing found by somebody else.
  if (danger.fate === 'merge' && danger.twin === null) await report(scene, enterprise, { kind, fate: 'assess', twin: id });
  return danger;
}

/** Within the three working days that a report may wait, mostly. */
function lookedAtOn(scene: Scene): string {
  const { random } = scene.desk;
  return happens(random, 0.92) ? inWorkingDays(scene, random.int(1, 3)) : inWorkingDays(scene, random.int(4, 14));
}
