import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { inGoodCondition } from './rules.ts';

/** What a count comes to, before anything is recorded; only what came damaged is asked about. */
export const tally = defineAction({
  name: 'handover.tally',
  says: 'Whether what came can be so, how much of it is good, and how much of the promise is missing.',
  needs: z.object({
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    promised: shapes.quantity().optional(),
  }),
  ends: {
    sound: z.object({
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
    }),
    damaged: z.object({
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
    }),
    /** Nothing came: there is nothing to be photographed either. */
    nothing: z.object({
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
    }),
    /** More damaged than came. */
    impossible: z.object({}),
  },
  reads: true,
  example: { came: 92, damaged: 3, promised: 100 },
  async run({ came, damaged = 0, promised = 0 }) {
    if (damaged > came) return { end: 'impossible', gives: {} };
    const count = { came, damaged };
    const gives = {
      good: inGoodCondition(count),
      damaged,
      missing: Math.max(0, promised - came),
    };
    if (came === 0) return { end: 'nothing', gives };
    return damaged === 0 ? { end: 'sound', gives } : { end: 'damaged', gives };
  },
});
