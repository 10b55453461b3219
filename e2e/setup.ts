import type { TestProject } from 'vitest/node';
import { type DemoLogin, startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly url: string;
    readonly logins: readonly DemoLogin[];
  }
}

/** One server with its demonstration for all browser tests: starting one takes longer than most of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  project.provide('url', server.url);
  project.provide('logins', server.logins);
  return () => server.stop();
}
