import type { MessageKind } from '#kernel/messages/kinds.ts';

/** What arrives by these verbs is told as something of its own, and its sender follows whether it was read. */
export const arrivals: ReadonlyMap<string, MessageKind> = new Map([['official-delivery.deliver', 'paper-arrived']]);
