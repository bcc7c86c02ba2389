import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/sequencer.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: ['test/quiet.ts', 'test/offline.ts', 'test/closed.ts'],
    sequence: { sequencer: SlowFirst },
    reporters: ['default', './test/reporter.ts'],
    // One more than there are cores: some tests mostly wait.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    // V8 would optimise Prisma's WebAssembly anew in every worker, for longer than most of them live.
    execArgv: ['--liftoff-only'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
