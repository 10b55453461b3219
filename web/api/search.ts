import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import type { Labels } from './types.ts';

/** From the first UTF-16 unit to the one behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface SearchItem {
  readonly type: string;
  readonly id: string;
  readonly state: string;
  readonly title: string;
  readonly spans: readonly Span[];
  /** `field` names a field of the type, or is `former`: a name that it had before. */
  readonly facts: readonly { readonly field: string; readonly text: string; readonly spans: readonly Span[] }[];
  readonly region: string;
  readonly subject: string | null;
  readonly changed_at: string;
}

export interface SearchAnswer {
  readonly items: readonly SearchItem[];
  readonly next: string | null;
  /** With the first page. */
  readonly counts: readonly { readonly type: string; readonly n: number; readonly more: boolean }[];
  readonly labels: Labels;
  /** Per cent of the index, while it is being made. */
  readonly building: number | null;
}

/** The few best, while somebody types; the request of the letter before is given up. */
export function suggestionsQuery(q: string) {
  return queryOptions({
    queryKey: ['search', 'suggestions', q],
    queryFn: ({ signal }) => api.get<SearchAnswer>('/v1/search', { q, limit: 6 }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5_000,
  });
}

/** All types together, for the counts by which one is chosen. */
export function searchQuery(q: string, type: string) {
  return infiniteQueryOptions({
    queryKey: ['search', 'pages', q, type],
    queryFn: ({ signal, pageParam }) => api.get<SearchAnswer>('/v1/search', { q, type, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last: SearchAnswer) => last.next,
    enabled: q !== '',
    staleTime: 5_000,
  });
}
