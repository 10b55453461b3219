import { beginTestRun } from './testing.ts';

/** Vitest's globalSetup: answers the teardown. */
export async function setup(): Promise<() => Promise<void>> {
  return beginTestRun();
}
