import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '#web/api/client.ts';
import { sessionQuery } from '#web/api/queries.ts';

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
}

export interface Factors {
  readonly required: boolean;
  readonly authenticatorSince: string | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly Passkey[];
}

export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => api.get<Factors>('/v1/account/factors', {}, signal),
});

/** After a change: what is set up, and what the session says of it. */
export function useFactorsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([client.invalidateQueries(factorsQuery), client.fetchQuery({ ...sessionQuery, staleTime: 0 })]);
  };
}
