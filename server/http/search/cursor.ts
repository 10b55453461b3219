import { Problem } from '#kernel/problem/problem.ts';
import { isId } from '#kernel/record/check.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { After } from '#kernel/search/find.ts';

/** The last place of a page as the address carries it. */
export function cursorOf({ as, place, type, id }: After): string {
  return `${as}.${place}.${type}.${id}`;
}

/** @throws Problem `invalid` at `cursor` when it is none, or of a type that is not asked for. */
export function parseCursor(raw: string, types: readonly AnyRecordType[]): After {
  const [as, place = '', type = '', id = ''] = raw.split('.');
  const known = types.some((each) => each.name === type);
  if ((as !== 'word' && as !== 'pieces') || !/^[0-3]$/.test(place) || !known || !isId(id))
    throw new Problem('invalid', [{ code: 'query', field: 'cursor', text: { zh: '翻页标记无效', en: 'Not a cursor' } }]);
  return { as, place: Number(place), type, id };
}
