import { Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { ListQuery } from '#kernel/record/query.ts';
import type { Reference } from '#server/reference.ts';

export type RawQuery = Readonly<Record<string, string | undefined>>;

const known = new Set(['state', 'region', 'cursor', 'limit', 'overdue', 'language', 'sort']);

function wrong(field: string, zh: string, en: string): Problem {
  return new Problem('invalid', [{ code: 'query', field, text: { zh, en } }]);
}

function statesOf(type: AnyRecordType, raw: string | undefined): readonly string[] {
  const states = (raw ?? '').split(',').filter((each) => each !== '');
  const unknown = states.find((each) => !type.stateNames.includes(each));
  if (unknown !== undefined) throw wrong('state', `没有“${unknown}”这个状态`, `There is no state "${unknown}"`);
  return states;
}

function regionOf(reference: Reference, raw: string | undefined): string | undefined {
  if (raw === undefined || raw === '') return undefined;
  const region = reference.region(raw.slice(raw.lastIndexOf('.') + 1));
  if (region === undefined) throw wrong('region', '没有这个地区', 'There is no such region');
  return region.path;
}

function limitOf(raw: string | undefined): number {
  const limit = raw === undefined ? 20 : Number(raw);
  if ((raw !== undefined && !/^\d+$/.test(raw)) || limit < 1 || limit > 100)
    throw wrong('limit', '每页 1 至 100 条', 'From 1 to 100 a page');
  return limit;
}

/** What a list is asked for, from the address: states, region by code, filters by field, a cursor. An unknown word is told, not ignored. */
export function parseListQuery(type: AnyRecordType, reference: Reference, now: Date, raw: RawQuery): ListQuery {
  const { state, region, cursor, limit, overdue } = raw;
  const unspeakable = Object.entries(raw).find(([, value]) => value?.includes('\u0000'));
  if (unspeakable !== undefined) throw wrong(unspeakable[0], '含有不能查询的字符', 'Contains characters that cannot be looked for');
  if (cursor !== undefined && !isId(cursor)) throw wrong('cursor', '翻页标记无效', 'Not a cursor');
  const filters = Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]): [string, string][] =>
      known.has(key) || value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
  return {
    states: statesOf(type, state),
    region: regionOf(reference, region),
    filters,
    overdueAt: overdue === 'true' ? now : undefined,
    cursor,
    limit: limitOf(limit),
  };
}
