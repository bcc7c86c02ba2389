import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { packageWords } from '../programme/records.ts';
import { findOpen } from './found.ts';
import type { OpenNeed } from './offered.ts';
import { asOffer, offer } from './open.ts';
import { inWords } from './part.ts';

const items = z.object({
  items: z.array(offer),
  /** `tiga RW`: how many, and of what kind. */
  few: shapes.label(),
});

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
    const words = await packageWords(records, [needs.package]);
    const { unit } = words(needs.package);
    const gives = { items: found.map((each, at) => asOffer(each, at === 0 ? unit : undefined)) };
    return { end, gives: { ...gives, few: fewOf(found) } };
  },
});

/** `tiga RW`, `dua tempat` where a panti is among them, `RW` alone. */
function fewOf(found: OpenNeed[]) {
  const kind = found.every(({ kind }) => kind === 'rw') ? 'RW' : 'tempat';
  const kindEn = kind === 'RW' ? 'RW' : found.length === 1 ? 'place' : 'places';
  if (found.length === 1) return { id: kind, en: `one ${kindEn}` };
  const count = inWords(found.length);
  return { id: `${count.id.toLowerCase()} ${kind}`, en: `${count.en.toLowerCase()} ${kindEn}` };
}
