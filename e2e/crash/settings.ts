import type { Actor } from '#kernel/scope/actor.ts';

/** What the driver tells the process that it will kill. */
export interface StreamSettings {
  /** As anwang_server. */
  readonly url: string;
  readonly keysFolder: string;
  readonly log: string;
  readonly lanes: number;
  readonly casts: readonly { readonly enterprise: string; readonly manager: Actor; readonly officer: Actor }[];
}
