import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { currentProgramme } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { yearsLater } from './rules.ts';

/** Where no programme runs now: the term of DOMAIN §1. */
const usualYears = 5;

export const term = defineAction({
  name: 'place.term',
  says: 'How long the office of an RW head lasts that began on the date of its letter.',
  needs: z.object({
    kind: chosen().optional(),
    dated: shapes.date(),
  }),
  ends: {
    lasts: z.object({ years: shapes.quantity(), ends: shapes.date() }),
    over: z.object({ years: shapes.quantity(), ends: shapes.date() }),
    /** A panti or pesantren: its letter says how long, or that it does not end. */
    open: z.object({ none: shapes.date().optional() }),
  },
  reads: true,
  example: { dated: '2024-03-12' },
  async run({ kind = 'rw', dated }, { records, now }) {
    if (kind !== 'rw') return { end: 'open', gives: {} };
    const years = (await currentProgramme(records, now))?.termYears ?? usualYears;
    const last = yearsLater(new Date(dated), years);
    const gives = { years, ends: writtenDay(last) };
    return last < dayInJakarta(now) ? { end: 'over', gives } : { end: 'lasts', gives };
  },
});
