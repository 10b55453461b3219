import type { Actor } from '#kernel/scope/actor.ts';
import { ancestorAt, codeOf } from '#kernel/scope/region-path.ts';
import type { Role } from '#kernel/scope/roles.ts';
import type { DemoPerson } from '#packs/tools/people.ts';
import { claimantLogin } from './crew.ts';

/** Who acts in the province, found by the seat that an act needs. */
export interface Cast {
  /** Those who answer for a line at an organisation's desk: the line's own, else whoever there sees all lines. */
  officers(organisation: string, line: string): readonly Actor[];
  /** People of a role in an organisation. */
  of(organisation: string, role: Role): readonly Actor[];
  /** People of a role in an enterprise. */
  inside(subject: string, role: Role): readonly Actor[];
  /** Inspectors of a township and its villages. */
  inspectors(township: string): readonly Actor[];
  /** Who will claim the enterprise with this code, where anybody will. */
  claimant(credit_code: string): Actor | undefined;
  /** The county's own emergency bureau: what is left when a department has nobody. */
  bureau(region: string): readonly Actor[];
}

function actorOf(person: DemoPerson, post: DemoPerson['posts'][number]): Actor {
  const { id, organisation, subject, roles, reader, region, line } = post;
  return { person: person.id, post: id, org: organisation ?? subject ?? person.id, roles, reader, region, line, subject };
}

function gather<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

export function castOf(people: readonly DemoPerson[]): Cast {
  const all = people.flatMap((person) => person.posts.map((post) => actorOf(person, post)));
  const byLogin = new Map(people.map((person) => [person.login, person]));
  const seats = gather(all, (actor) => actor.org);
  const patrols = gather(
    all.filter((actor) => actor.roles.includes('inspector')),
    (actor) => ancestorAt(actor.region, 'township') ?? '',
  );
  const officials = (organisation: string) =>
    (seats.get(organisation) ?? []).filter((actor) => actor.roles.includes('supervisor') || actor.roles.includes('line-supervisor'));
  const of = (organisation: string, role: Role) => (seats.get(organisation) ?? []).filter((actor) => actor.roles.includes(role));
  return {
    of,
    officers: (organisation, line) => {
      const there = officials(organisation);
      const own = there.filter((actor) => actor.reader === 'line' && actor.line === line);
      return own.length > 0 ? own : there.filter((actor) => actor.reader === 'officer');
    },
    inside: of,
    inspectors: (township) => patrols.get(township) ?? [],
    claimant: (credit_code) => {
      const person = byLogin.get(claimantLogin(credit_code));
      const post = person?.posts[0];
      return person === undefined || post === undefined ? undefined : actorOf(person, post);
    },
    bureau: (region) => of(`${codeOf(ancestorAt(region, 'county') ?? region)}-emergency`, 'supervisor'),
  };
}
