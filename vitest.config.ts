import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{standards,kernel,modules,server,packs,simulate,tools,web}/**/*.test.{ts,tsx}'],
    globalSetup: './kernel/database/test-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
