import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/sequencer.ts';

/** Files that leave nothing behind in their process: one process takes many, and loads what they need once. */
const sharing = [
  'test/{aid,cli,delivery,flow,language,media,telegram}/**/*.test.ts',
  'test/channels/{*,telegram/*,whatsapp/*,simulator/{contract,guard,routes}}.test.ts',
  'test/turn/{model,places,runner,timekeeper,turn,voice}.test.ts',
  'test/store/{advisory,database,key,lent,migrate,mode,postgres-sessions,redis-losses,redis-sessions}.test.ts',
  'test/{architecture,config,docs}.test.ts',
];

const test = {
  setupFiles: ['test/quiet.ts', 'test/offline.ts', 'test/closed.ts'],
  // V8 would optimise Prisma's WebAssembly anew in every worker, for longer than most of them live.
  // Young objects that a wider space lets die there cost no collection.
  execArgv: ['--liftoff-only', '--max-semi-space-size=32'],
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // What is waited for comes at once on a machine that has nothing else to do, and this one has.
  expect: { poll: { timeout: 15_000 } },
};

/** Files that start processes and browsers of their own, which want both cores: no more than two of them at once. */
const heavy = [
  'test/{e2e,start,whatsapp,announce}/**/*.test.ts',
  'test/{turn/kill,store/embedded,channels/simulator/page}.test.ts',
];

const all = ['test/**/*.test.ts'];
const first = { groupOrder: 0 };
const then = { groupOrder: 1 };

export default defineConfig({
  test: {
    projects: [
      { test: { ...test, name: 'heavy', include: heavy, maxWorkers: 2, sequence: first } },
      {
        test: {
          ...test,
          name: 'whole',
          include: all,
          exclude: [...sharing, ...heavy],
          sequence: then,
        },
      },
      { test: { ...test, name: 'parts', include: sharing, isolate: false, sequence: then } },
    ],
    globalSetup: 'test/global-setup.ts',
    reporters: ['default', './test/reporter.ts'],
    // One more than there are cores: some tests mostly wait.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    sequence: { sequencer: SlowFirst },
  },
});
