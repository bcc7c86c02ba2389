import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { AidActions } from '../../src/aid/action.ts';
import { actions } from '../../src/aid/actions.ts';
import { useDatabase } from '../database.ts';
import { type Beginning, layBeginning } from './beginning.ts';
import { layInvariants } from './invariants.ts';
import { moves } from './moves.ts';
import { play, sequences } from './play.ts';

const database = useDatabase();

/** `SEQUENCES=2000 SEQUENCE_SEED=7 npx vitest run test/sequences`: as many as are wanted, and the same again. */
const runs = Number(process.env.SEQUENCES ?? (process.env.CI ? 200 : 25));
const seed = Number(process.env.SEQUENCE_SEED ?? Math.floor(Math.random() * 2 ** 31));

let beginning: Beginning;
beforeAll(async () => {
  beginning = await layBeginning(database);
  await layInvariants(database.prisma);
});

test(`what is promised holds in ${runs} random sequences of every verb (seed ${seed})`, async () => {
  const property = fc.asyncProperty(sequences, async (steps) => {
    expect((await play(database, beginning, steps)).found).toEqual([]);
  });
  await fc.assert(property, {
    numRuns: runs,
    seed,
    // A counterexample is made smaller for so long (ms), and no longer.
    interruptAfterTimeLimit: Number(process.env.SEQUENCE_MS ?? 500_000),
    markInterruptAsFailure: true,
  });
}, 560_000);

/** Verbs of getting to know somebody, which change no promise: every sequence begins after them. */
const before = ['person.consent', 'person.name', 'person.phone'];

/** What corrects somebody's own data, or ends all that they are part of and leaves a stranger: held by test/aid/data-*.test.ts. */
const own = ['data.show', 'data.name', 'data.phone', 'data.rename', 'data.erase', 'data.withdraw'];

test('every verb that changes records is in a move', () => {
  const table: AidActions = actions;
  const changing = Object.entries(table).flatMap(([name, { reads }]) => (reads ? [] : [name]));
  const played = new Set<string>([
    ...before,
    ...own,
    ...Object.values(moves).flatMap(({ verbs }) => verbs),
  ]);
  expect(changing.filter((name) => !played.has(name))).toEqual([]);
});
