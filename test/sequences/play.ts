import fc from 'fast-check';
import type { TestDatabase } from '../database.ts';
import { type Beginning, beginAgain } from './beginning.ts';
import { broken } from './invariants.ts';
import type { Chance } from './move.ts';
import { moves } from './moves.ts';
import { createStage, type Sabotage } from './stage.ts';

const names = Object.keys(moves);

/** Up to 40 steps: which move, and what chance decides in it. */
export const sequences = fc.array(
  fc.tuple(fc.nat(names.length - 1), fc.array(fc.nat(9999), { minLength: 8, maxLength: 8 })),
  { minLength: 20, maxLength: 40, size: 'max' },
);
export type Sequence = [move: number, chance: number[]][];

function chanceFrom(numbers: number[]): Chance {
  let at = 0;
  const next = () => numbers[at++ % numbers.length] ?? 0;
  return {
    pick: (list) => (list.length === 0 ? undefined : list[next() % list.length]),
    upTo: (most) => next() % (most + 1),
  };
}

/** Plays a sequence from its beginning, and stops after the first step after which something does not hold. */
export async function play(
  database: Pick<TestDatabase, 'prisma' | 'secrets'>,
  beginning: Beginning,
  steps: Sequence,
  sabotage?: Sabotage,
): Promise<{ found: string[]; verbs: Set<string> }> {
  await beginAgain(database.prisma);
  const stage = createStage(database, sabotage, beginning);
  let found: string[] = [];
  for (const [move, numbers] of steps) {
    await moves[names[move] ?? '']?.play(stage, chanceFrom(numbers));
    found = (await broken(stage)).map((what) => `${what}, after: ${names[move]}`);
    if (found.length > 0) break;
  }
  return { found, verbs: new Set(stage.told.map(({ verb }) => verb)) };
}
