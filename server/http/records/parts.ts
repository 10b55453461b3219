import type { FileDeps } from '#kernel/files/deps.ts';
import type { Platform } from '#server/platform.ts';
import type { Labeller } from './labels.ts';

/** What the derived routes of every record type stand on. */
export interface RecordParts {
  readonly platform: Platform;
  readonly labels: Labeller;
  readonly files: FileDeps;
}
