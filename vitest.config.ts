import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: ['test/quiet.ts', 'test/offline.ts', 'test/closed.ts'],
    reporters: ['default', './test/reporter.ts'],
    // Two cores are to be used both; more would only crowd the one database server.
    maxWorkers: Math.min(4, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
