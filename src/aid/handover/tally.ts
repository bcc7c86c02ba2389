import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { countedWords, shortWords } from './counted.ts';
import { inGoodCondition } from './rules.ts';

const counted = z.object({
  good: shapes.quantity(),
  damaged: shapes.quantity(),
  missing: shapes.quantity(),
  /** `datang 92 (bagus 89, rusak 3)`; of a work `selesai 8`. */
  words: shapes.label(),
  /** `, kurang 8 dari 100`; empty where all of it came, or nothing was promised. */
  short: shapes.label(),
});

/** What a count comes to, before anything is recorded; only what came damaged is asked about. */
export const tally = defineAction({
  name: 'handover.tally',
  says: 'Whether what came can be so, how much of it is good, and how much of the promise is missing.',
  needs: z.object({
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    /** Of the promise whose code fitted, or of the one that was picked from a list. */
    matched: shapes.quantity().optional(),
    promised: shapes.quantity().optional(),
    /** Of what came (`handover.nature`): a work is done and a seat taken, only goods have a condition. */
    nature: z.enum(Nature).optional(),
  }),
  ends: {
    sound: counted,
    damaged: counted,
    /** Nothing came: there is nothing to be photographed either. */
    nothing: counted,
    /** More damaged than came. */
    impossible: z.object({}),
  },
  reads: true,
  example: { came: 92, damaged: 3, matched: 100 },
  async run({ came, damaged = 0, matched, promised = matched ?? 0, nature = 'goods' }) {
    if (damaged > came) return { end: 'impossible', gives: {} };
    const count = { came, damaged };
    const gives = {
      good: inGoodCondition(count),
      damaged,
      missing: Math.max(0, promised - came),
      words: countedWords(nature, count),
      short: shortWords(promised, came),
    };
    if (came === 0) return { end: 'nothing', gives };
    return damaged === 0 ? { end: 'sound', gives } : { end: 'damaged', gives };
  },
});
