import { defineConfig } from 'vitest/config';

/** Browser tests: against the built server and a real browser. One file at a time, for each has a server and a database of its own. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
