import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/api/client.ts';
import type { Count, History, OfferedPaper, Page, RecordDetail } from '#web/api/types.ts';
import { conditionsOf, type ListState, listQueryOf } from './list-state.ts';
import type { AnyRecordType } from './types.ts';

export function pageQuery(type: AnyRecordType, state: ListState) {
  const query = listQueryOf(state);
  return queryOptions({
    queryKey: [type.name, 'list', query],
    queryFn: ({ signal }) => api.get<Page>(`/v1/${type.plural}`, query, signal),
    placeholderData: keepPreviousData,
  });
}

export function countQuery(type: AnyRecordType, state: ListState) {
  const query = conditionsOf(state);
  return queryOptions({
    queryKey: [type.name, 'count', query],
    queryFn: ({ signal }) => api.get<Count>(`/v1/${type.plural}/count`, query, signal),
    placeholderData: keepPreviousData,
  });
}

export function detailQuery(type: AnyRecordType, id: string) {
  return queryOptions({
    queryKey: [type.name, 'one', id],
    queryFn: ({ signal }) => api.get<RecordDetail>(`/v1/${type.plural}/${encodeURIComponent(id)}`, {}, signal),
  });
}

export function historyQuery(type: AnyRecordType, id: string) {
  return queryOptions({
    queryKey: [type.name, 'history', id],
    queryFn: ({ signal }) => api.get<History>(`/v1/${type.plural}/${encodeURIComponent(id)}/history`, {}, signal),
  });
}

export function papersQuery(type: AnyRecordType, id: string) {
  return queryOptions({
    queryKey: [type.name, 'papers', id],
    queryFn: ({ signal }) => api.get<{ items: readonly OfferedPaper[] }>(`/v1/${type.plural}/${encodeURIComponent(id)}/papers`, {}, signal),
  });
}
