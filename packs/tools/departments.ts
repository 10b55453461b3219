import { ancestorAt, codeOf, type RegionLevel } from '#kernel/scope/region-path.ts';
import type { Organisation } from './organisations.ts';

/** Organisations by code that stand on `day`. */
export function standingOn(organisations: readonly Organisation[], day: string): ReadonlyMap<string, Organisation> {
  return new Map(
    organisations
      .filter((each) => each.valid_from <= day && (each.valid_to ?? '9999-12-31') > day)
      .map((organisation) => [organisation.code, organisation]),
  );
}

const nearest: readonly RegionLevel[] = ['county', 'city', 'province'];

/**
 * The code of the organisation of that kind that answers for a place: the county's, or the next one above. A zone without departments of its own
 * is answered for by its emergency management before the province is.
 */
export function organisationFor(
  kind: string,
  region: string,
  standing: ReadonlyMap<string, Organisation>,
  from: RegionLevel = 'county',
): string | null {
  for (const level of nearest.slice(nearest.indexOf(from))) {
    const path = ancestorAt(region, level);
    if (path === undefined) continue;
    const code = `${codeOf(path)}-${kind}`;
    if (standing.has(code)) return code;
    const own = `${codeOf(path)}-emergency`;
    if (level === 'city' && !standing.has(`${codeOf(path)}-industry`) && standing.has(own)) return own;
  }
  return null;
}
