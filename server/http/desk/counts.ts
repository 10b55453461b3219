import type { Statement } from '#kernel/database/sql.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { isWithin, levelOf, regionLevels, upperBound } from '#kernel/scope/region-path.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import type { Text } from '#kernel/text.ts';
import type { Platform } from '#server/platform.ts';

export interface ChildCounts {
  readonly code: string;
  readonly path: string;
  readonly name: Text;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly counts: Record<string, number>;
}

/**
 * Counts per child region. The counters keep whole townships for officers and departments; below, and for whoever sees by another right than a
 * region, there are few enough rows to count them.
 */
function statement(type: AnyRecordType, actor: Actor, path: string): Statement {
  const depth = regionLevels.indexOf(levelOf(path)) + 2;
  const whole = levelOf(path) !== 'township' && levelOf(path) !== 'village' && levelOf(actor.region) !== 'village';
  if (!whole || (actor.reader !== 'officer' && actor.reader !== 'line')) {
    const text = `select split_part(region, '.', $3) as code, state, count(*)::int as n from ${type.table} where region >= $1 and region < $2 group by 1, 2`;
    return { name: planName(`counts.rows.${type.table}`, actor), text, values: [path, upperBound(path), depth] };
  }
  const text = `select split_part(region, '.', $4) as code, state, sum(n)::int as n from (
      select region, state, n from counter where record_type = $1 and region >= $2 and region < $3
      union all
      select region, state, n from counter_delta where record_type = $1 and region >= $2 and region < $3
    ) parts group by 1, 2`;
  return { name: planName('counts.children', actor), text, values: [type.name, path, upperBound(path), depth] };
}

/** How many records of a type stand in which state, in each region directly inside `code`. Empty outside the reader's own area. */
export async function childCounts(platform: Platform, actor: Actor, type: AnyRecordType, code: string): Promise<ChildCounts[]> {
  const { reference, database } = platform;
  const region = reference.region(code);
  if (region === undefined || (!isWithin(region.path, actor.region) && !isWithin(actor.region, region.path))) return [];
  const children = reference.regionsIn(code);
  if (children.length === 0) return [];
  const [found] = await look(database, actor, [statement(type, actor, region.path)]);
  const byCode = new Map<string, Record<string, number>>();
  for (const row of found?.rows ?? []) {
    const counts = byCode.get(String(row.code)) ?? {};
    if (Number(row.n) > 0) counts[String(row.state)] = Number(row.n);
    byCode.set(String(row.code), counts);
  }
  return children.map(({ code: child, path, name, longitude, latitude }) => ({
    code: child,
    path,
    name,
    longitude,
    latitude,
    counts: byCode.get(child) ?? {},
  }));
}
