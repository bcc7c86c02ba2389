import { announcements } from './announcements.ts';
import type { Move } from './move.ts';
import { offices } from './offices.ts';
import { programme } from './programme.ts';
import { promises } from './promises.ts';

/** All that people do, and time. */
export const moves: Record<string, Move> = {
  ...promises,
  ...offices,
  ...announcements,
  ...programme,
  'time passes': {
    verbs: [],
    play: (stage, chance) => stage.passes(1 + chance.upTo(60)),
  },
};
