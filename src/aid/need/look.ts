import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { findOpen } from './found.ts';
import { asOffer, offer } from './open.ts';

const items = z.object({ items: z.array(offer) });

export const look = defineAction({
  name: 'need.look',
  says: 'Where a package is lacked, for the region, RW or name that somebody said.',
  needs: z.object({ package: chosen(), where: shapes.area().optional() }),
  ends: {
    /** Nowhere in particular: the places that are covered least. */
    least: items,
    /** The very place that was named. */
    one: items,
    /** In the region that was named. */
    there: items,
    /** What was named lacks nothing: the nearest that does. */
    nearby: items,
    /** The name fits several places. */
    several: items,
    /** No place of that name. */
    unknown: z.object({}),
    /** No place lacks it now. */
    nobody: z.object({}),
  },
  reads: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    where: { kelurahan: '31.75.02.1001', rw: 3, label: 'RW 03 Kelurahan Pulo Gadung' },
  },
  async run(needs, { records, now }) {
    const { end, needs: found } = await findOpen(records, { ...needs, now });
    if (end === 'unknown') return { end, gives: {} };
    if (end === 'none') return { end: 'nobody', gives: {} };
    return { end, gives: { items: found.map(asOffer) } };
  },
});
