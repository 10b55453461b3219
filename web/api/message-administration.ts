import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import type { MessageChannel } from './messages.ts';
import type { Labels, Text } from './types.ts';

export interface ChannelState {
  readonly channel: MessageChannel;
  /** Null when nothing is set and it only keeps a log. */
  readonly target: string | null;
  readonly queued: number;
  readonly sent: number;
  readonly logged: number;
  readonly failed: number;
  readonly oldest: string | null;
}

export type DeliveryState = 'queued' | 'sent' | 'logged' | 'failed';

export interface LoggedDelivery {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly kind: string;
  readonly kind_label: Text;
  readonly desk: string;
  readonly person: string;
  readonly state: DeliveryState;
  readonly at: string;
  readonly tries: number;
  readonly next_at: string | null;
  readonly done_at: string | null;
  readonly read_at: string | null;
  readonly address: string;
  /** Empty for those who have no business with it. */
  readonly words: string;
  readonly reason: string | null;
}

export interface MessageTemplate {
  readonly kind: string;
  readonly label: Text;
  readonly severity: string;
  readonly channels: readonly MessageChannel[];
  readonly one: Text;
  readonly many: Text;
  readonly valid_from: string;
  readonly source: string;
  readonly status: 'confirmed' | 'unverified';
}

export interface Webhook {
  readonly id: string;
  readonly version: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly state: 'active' | 'paused' | 'disabled';
  readonly failures: number;
  readonly created_at: string;
  readonly created_by: string;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly event: string;
  readonly state: 'queued' | 'sent' | 'failed';
  readonly at: string;
  readonly tries: number;
  readonly next_at: string | null;
  readonly status: number | null;
  readonly reason: string | null;
}

export const channelsQuery = queryOptions({
  queryKey: ['message-channels'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) =>
    api.get<{ items: readonly ChannelState[]; quiet: { from: number; to: number } }>('/v1/message-channels', {}, signal),
});

export const templatesQuery = queryOptions({
  queryKey: ['message-templates'],
  queryFn: ({ signal }) => api.get<{ items: readonly MessageTemplate[] }>('/v1/message-templates', {}, signal),
});

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  refetchInterval: 30_000,
  queryFn: ({ signal }) => api.get<{ items: readonly Webhook[]; labels: Labels }>('/v1/webhooks', {}, signal),
});

interface LogFilter {
  readonly channel: MessageChannel | null;
  readonly state: DeliveryState | null;
}

export function deliveriesQuery(filter: LogFilter) {
  return infiniteQueryOptions({
    queryKey: ['message-deliveries', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: readonly LoggedDelivery[]; next: string | null; labels: Labels }>(
        '/v1/message-deliveries',
        { ...filter, cursor: pageParam, limit: 30 },
        signal,
      ),
    // The first page has no cursor.
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function webhookDeliveriesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    refetchInterval: 5_000,
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: readonly WebhookDelivery[]; next: string | null }>(`/v1/webhooks/${id}/deliveries`, { cursor: pageParam }, signal),
    // The first page has no cursor.
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
