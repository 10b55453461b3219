import { Problem } from '#kernel/problem/problem.ts';
import { inLanguage } from './language.ts';

export const EXIT = { ok: 0, failed: 1, usage: 2, unavailable: 3 } as const;

/** A mistake in the command line itself. */
export class UsageError extends Error {}

const usageCodes: readonly string[] = ['bad-request', 'invalid'];

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (!(error instanceof Problem)) return EXIT.failed;
  if (error.code === 'unavailable') return EXIT.unavailable;
  return usageCodes.includes(error.code) ? EXIT.usage : EXIT.failed;
}

/** What a person reads of an error: a problem's sentences; of anything unforeseen the whole stack, for a report. */
export function describeError(error: unknown): string {
  if (error instanceof Problem) {
    const lines = error.details.map((detail) => inLanguage(detail.text));
    return lines.length > 0 ? lines.join('\n') : inLanguage(error.body().text);
  }
  if (error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
