import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { packageWords, runningAt } from '../programme/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { formula, reckoned } from './reckoning.ts';

export const reckon = defineAction({
  name: 'need.reckon',
  says: 'What a place needs by its KK and for how long, where the package is reckoned by that.',
  needs: z.object({ place: chosen(), package: chosen(), duration: shapes.duration() }),
  ends: {
    reckoned: z.object({
      amount: shapes.quantity(),
      /** `820 KK × 4 minggu = 3.280 paket sembako` */
      formula: shapes.label(),
    }),
    /** Nothing says how many a family needs, or the KK are not known. */
    own: z.object({}),
  },
  reads: true,
  example: {
    place: { key: '019ab000-0000-7000-8000-000000000002', label: 'RW 03' },
    package: { key: 'sembako', label: 'Paket sembako' },
    duration: { days: 28, label: { id: '4 minggu', en: '4 weeks' } },
  },
  async run({ place: id, package: key, duration }, { records, now }) {
    const place = await records.db.place.findUnique({ where: { id } });
    const today = dayInJakarta(now);
    // Of several bases the cheapest, as `programme.packages` has it.
    const price = await records.db.price.findFirst({
      where: {
        packageKey: key,
        programme: runningAt(now),
        validFrom: { lte: today },
        OR: [{ validTo: null }, { validTo: { gte: today } }],
      },
      orderBy: [{ rupiah: 'asc' }, { validFrom: 'desc' }],
    });
    const count = Number(place?.households ?? 0);
    if (!place || !price || count < 1) return { end: 'own', gives: {} };
    const of = { basis: price.basis, isFamilies: place.kind === 'rw', count, days: duration.days };
    const { unit } = (await packageWords(records, [key]))(key);
    return { end: 'reckoned', gives: { amount: reckoned(of), formula: formula(of, unit) } };
  },
});
