import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { countedWords } from './counted.ts';
import { inGoodCondition } from './rules.ts';

/** What a count comes to, before anything is recorded; only what came damaged is asked about. */
export const tally = defineAction({
  name: 'handover.tally',
  says: 'Whether what came can be so, how much of it is good, and how much of the promise is missing.',
  needs: z.object({
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    promised: shapes.quantity().optional(),
    /** The nature of the promise whose code fitted, or that was picked; else that of the package. */
    matched: z.enum(Nature).optional(),
    picked: z.enum(Nature).optional(),
    package: chosen().optional(),
  }),
  ends: {
    sound: z.object({
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
      /** `datang 92 (bagus 89, rusak 3)`; of a work `selesai 8`. */
      words: shapes.label(),
    }),
    damaged: z.object({
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
      /** `datang 92 (bagus 89, rusak 3)`; of a work `selesai 8`. */
      words: shapes.label(),
    }),
    /** More damaged than came. */
    impossible: z.object({}),
  },
  reads: true,
  example: { came: 92, damaged: 3, promised: 100 },
  async run({ came, damaged = 0, promised = 0, matched, picked, package: key }, { records }) {
    if (damaged > came) return { end: 'impossible', gives: {} };
    const count = { came, damaged };
    const given =
      key === undefined ? null : await records.db.package.findUnique({ where: { key } });
    const nature = matched ?? picked ?? given?.nature ?? 'goods';
    const gives = {
      good: inGoodCondition(count),
      damaged,
      missing: Math.max(0, promised - came),
      words: countedWords(nature, count),
    };
    return damaged === 0 ? { end: 'sound', gives } : { end: 'damaged', gives };
  },
});
