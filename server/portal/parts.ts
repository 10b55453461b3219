import type { KeyRing } from '#kernel/ledger/keys.ts';
import type { Platform } from '#server/platform.ts';
import type { Language } from './language.ts';

export interface PortalParts {
  readonly platform: Platform;
  readonly keys: KeyRing;
}

export interface PortalOptions extends PortalParts {
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
}

/** What a page is asked with. */
export interface Asked extends PortalParts {
  readonly language: Language;
  /** The parameters that the page knows, and no others. */
  readonly query: Readonly<Record<string, string>>;
}
