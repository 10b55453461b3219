import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { ancestorAt } from '#kernel/scope/region-path.ts';
import type { DemoEnterprise } from '#packs/tools/enterprises.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import type { Platform } from '#server/platform.ts';

/** The supervisor of each county, who registers its enterprises. */
export function countySupervisors(people: readonly DemoPerson[]): ReadonlyMap<string, Actor> {
  const found = new Map<string, Actor>();
  for (const person of people) {
    for (const post of person.posts) {
      const county = post.region.split('.').length === 3 && post.line === '' && post.roles.includes('supervisor');
      if (county && !found.has(post.region)) found.set(post.region, demoActor(person, post));
    }
  }
  return found;
}

export function demoActor(person: DemoPerson, post: DemoPerson['posts'][number]): Actor {
  const { id, organisation, subject, roles, reader, region, line } = post;
  return { person: person.id, post: id, org: organisation ?? subject ?? 'none', roles, reader, region, line, subject };
}

/** Takes an act that an earlier, interrupted load may have taken already. */
async function once(act: Promise<unknown>): Promise<void> {
  await act.catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'duplicate')) throw error;
  });
}

async function enter(platform: Platform, actor: Actor, enterprise: DemoEnterprise): Promise<void> {
  const { id, licences, safety_staff, ...rest } = enterprise;
  const input = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  await once(platform.executor.act({ actor, type: 'enterprise', id, action: 'register', input }));
  for (const { id: own, ...licence } of licences) {
    await once(platform.executor.act({ actor, type: 'licence', id: own, action: 'file', input: { ...licence, enterprise: id } }));
  }
  for (const { id: own, ...staff } of safety_staff) {
    await once(platform.executor.act({ actor, type: 'safety-staff', id: own, action: 'file', input: { ...staff, enterprise: id } }));
  }
}

/**
 * Registers the demonstration's enterprises with their licences and staff through the executor, as their counties' supervisors would.
 * @returns how many there are.
 */
export async function enterEnterprises(
  platform: Platform,
  parts: { readonly enterprises: readonly DemoEnterprise[]; readonly people: readonly DemoPerson[]; readonly lanes?: number },
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const { enterprises } = parts;
  const supervisors = countySupervisors(parts.people);
  let next = 0;
  let done = 0;
  async function lane(): Promise<void> {
    for (let enterprise = enterprises[next++]; enterprise !== undefined; enterprise = enterprises[next++]) {
      const actor = supervisors.get(ancestorAt(enterprise.region, 'county') ?? '');
      if (actor !== undefined) await enter(platform, actor, enterprise);
      done += 1;
      onProgress(done, enterprises.length);
    }
  }
  await Promise.all(Array.from({ length: parts.lanes ?? 6 }, lane));
  return done;
}
