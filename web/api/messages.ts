import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, newKey } from './client.ts';
import type { Labels, Text } from './types.ts';

export interface MessageItem {
  readonly id: string;
  readonly at: string;
  readonly text: Text;
  readonly record_type: string | null;
  readonly record_id: string | null;
}

export interface Message {
  readonly id: string;
  readonly kind: string;
  readonly kind_label: Text;
  readonly severity: 'info' | 'warning' | 'urgent';
  readonly text: Text;
  readonly desk: string;
  readonly sender: string | null;
  readonly at: string;
  readonly latest_at: string;
  readonly read: boolean;
  readonly count: number;
  readonly items: readonly MessageItem[];
  readonly must_acknowledge: boolean;
  readonly acknowledge_by: string | null;
  readonly acknowledged_at: string | null;
  readonly acknowledged_by: string | null;
}

export interface Messages {
  readonly open: readonly Message[];
  readonly more_open: boolean;
  readonly items: readonly Message[];
  readonly next: string | null;
  readonly may_acknowledge: boolean;
  readonly labels: Labels;
}

export interface MessageDetail {
  readonly row: Message;
  readonly receipts: readonly { readonly person: string; readonly read_at: string }[];
  readonly may_acknowledge: boolean;
  readonly labels: Labels;
}

export interface MessageFilter {
  readonly box: 'inbox' | 'open' | 'sent';
  readonly unread: boolean;
  readonly limit: number;
}

const patience_ms = 20_000;
const mostPatience_ms = 300_000;

/** Asked every twenty seconds while the page is in sight, and ever more rarely while no answer comes. */
export const messageCountQuery = queryOptions({
  queryKey: ['messages', 'count'],
  queryFn: ({ signal }) => api.get<{ unread: number; open: number }>('/v1/messages/count', {}, signal),
  refetchInterval: ({ state }) => Math.min(mostPatience_ms, patience_ms * 2 ** state.fetchFailureCount),
  retry: false,
});

export function messagesQuery(filter: MessageFilter) {
  return infiniteQueryOptions({
    queryKey: ['messages', 'list', filter],
    queryFn: ({ pageParam, signal }) => api.get<Messages>('/v1/messages', { ...filter, cursor: pageParam }, signal),
    // The first page has no cursor.
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function messageQuery(id: string) {
  return queryOptions({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => api.get<MessageDetail>(`/v1/messages/${id}`, {}, signal),
  });
}

export const readMessage = (id: string) => api.post(`/v1/messages/${id}/read`, {}, newKey());
export const readAllMessages = () => api.post('/v1/messages/read', {}, newKey());
export const acknowledgeMessage = (id: string) => api.post(`/v1/messages/${id}/acknowledge`, {}, newKey());

/** After anything was read or acknowledged: bell, lists and workbench ask again. */
export function messagesChanged(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: ['messages'] });
}

export interface MessageSettings {
  readonly language: 'zh' | 'en';
  /** Masked. */
  readonly email: string;
  readonly quiet: { readonly from: number; readonly to: number } | null;
  readonly usual_quiet: { readonly from: number; readonly to: number };
  readonly kinds: readonly {
    readonly kind: string;
    readonly label: Text;
    readonly urgent: boolean;
    readonly usual: readonly MessageChannel[];
    readonly chosen: readonly MessageChannel[] | null;
  }[];
}

export type MessageChannel = 'email' | 'sms' | 'voice';

export const messageSettingsQuery = queryOptions({
  queryKey: ['message-settings'],
  queryFn: ({ signal }) => api.get<MessageSettings>('/v1/message-settings', {}, signal),
});
