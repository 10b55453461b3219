import { QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, api, keepCsrf } from './client.ts';
import type { Organisation, Progress, RecordDetail, Region, Session, Workbench } from './types.ts';

/** A refusal is an answer; only a missing answer is worth asking again. */
function worthAsking(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof ApiError && error.problem.status > 0 && error.problem.status < 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAsking, retryDelay: (attempt) => 400 * 2 ** attempt, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await api.get<Session>('/v1/session');
      keepCsrf(session.csrf);
      return session;
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) return null;
      throw error;
    }
  },
});

export const workbenchQuery = queryOptions({
  queryKey: ['workbench'],
  refetchInterval: 60_000,
  queryFn: ({ signal }) => api.get<Workbench>('/v1/workbench', {}, signal),
});

/** The regions right below one, by its code. */
export function regionsQuery(parent: string) {
  return queryOptions({
    queryKey: ['regions', parent],
    staleTime: 3_600_000,
    queryFn: ({ signal }) => api.get<{ items: readonly Region[] }>('/v1/regions', { parent }, signal),
  });
}

export function regionQuery(code: string) {
  return queryOptions({
    queryKey: ['region', code],
    staleTime: 3_600_000,
    queryFn: ({ signal }) => api.get<{ row: Region; ancestors: readonly Region[] }>(`/v1/regions/${encodeURIComponent(code)}`, {}, signal),
  });
}

export function organisationQuery(code: string) {
  return queryOptions({
    queryKey: ['organisation', code],
    staleTime: 3_600_000,
    queryFn: ({ signal }) => api.get<{ row: Organisation }>(`/v1/organisations/${encodeURIComponent(code)}`, {}, signal),
  });
}

/** The enterprise of a post: the same answer that its page asks for. */
export function enterpriseQuery(id: string) {
  return queryOptions({
    queryKey: ['enterprise', 'one', id],
    staleTime: 60_000,
    queryFn: ({ signal }) => api.get<RecordDetail>(`/v1/enterprises/${encodeURIComponent(id)}`, {}, signal),
  });
}

export const progressQuery = queryOptions({
  queryKey: ['progress'],
  queryFn: ({ signal }) => api.get<Progress>('/v1/progress', {}, signal),
  refetchInterval: (query) => (query.state.data?.running === true ? 2_000 : false),
});
