import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { lackingLabel } from '../place/rules.ts';
import { openNeeds } from './records.ts';

export const open = defineAction({
  name: 'need.open',
  says: 'The places that still lack a package, the least covered first.',
  needs: z.object({
    package: chosen(),
    /** How much somebody has in mind: each place then says how much of it fits there. */
    amount: shapes.quantity().optional(),
  }),
  ends: {
    some: z.object({
      items: z.array(
        shapes.choice().extend({
          /** `RW 03 Pulo Gadung`, without what it lacks. */
          place: shapes.text(),
          lacking: shapes.quantity(),
          fits: shapes.quantity(),
        }),
      ),
    }),
    /** No place lacks it now. */
    none: z.object({}),
  },
  reads: true,
  example: { package: { key: 'sembako', label: 'Paket sembako' }, amount: 25 },
  async run(needs, { records, now }) {
    const places = await openNeeds(records, { package: needs.package, now });
    if (places.length === 0) return { end: 'none', gives: {} };
    const items = places.map(({ number, place, lacking }) => ({
      key: number,
      label: lackingLabel(place, lacking),
      place,
      lacking,
      fits: Math.min(needs.amount ?? lacking, lacking),
    }));
    return { end: 'some', gives: { items } };
  },
});
