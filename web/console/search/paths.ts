import { withQuery } from '#web/api/client.ts';
import type { SearchItem } from '#web/api/search.ts';
import { typeByName } from '../derived/types.ts';

export function searchPath(q: string, type = ''): string {
  return withQuery('/search', { q, type });
}

export function itemPath(item: SearchItem): string {
  return `/${typeByName(item.type)?.plural ?? item.type}/${item.id}`;
}
