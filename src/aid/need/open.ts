import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { chosen, defineAction } from '../action.ts';
import { findOpen } from './found.ts';
import type { OpenNeed } from './offered.ts';

/** What a line to choose from may be long (VOICE §5). */
const longestLabel = 40;

/** A place that lacks a package. */
export const offer = shapes.choice().extend({
  /** `RW 03 Pulo Gadung` */
  place: shapes.text(),
  /** `RW 03 Kelurahan Pulo Gadung, Jakarta Timur` */
  full: shapes.text(),
  lacking: shapes.quantity(),
  /** `0 dari 145`: promised or come, of what was approved. */
  standing: shapes.label(),
});

/** `unit` is said with the first of a list: `0 dari 145 paket`, and `6 dari 200` below it. */
export function asOffer(
  { number, place, full, lacking, covered, approved }: OpenNeed,
  unit?: Label,
) {
  const count = [writeQuantity(covered), writeQuantity(approved)];
  const label = place.length <= longestLabel ? place : `${place.slice(0, longestLabel - 1)}…`;
  return {
    key: number,
    label,
    place,
    full,
    lacking,
    standing: {
      id: `${count.join(' dari ')} ${unit?.id.replace(/^paket .*/, 'paket') ?? ''}`.trim(),
      en: `${count.join(' of ')} ${unit?.en.replace(/^.* packages$/, 'packages') ?? ''}`.trim(),
    },
  };
}

export const open = defineAction({
  name: 'need.open',
  says: 'The places that still lack a package, the least covered first; where somebody named an area, there or nearest to it.',
  needs: z.object({ package: chosen(), where: shapes.area().optional() }),
  ends: {
    some: z.object({ items: z.array(offer) }),
    /** No place lacks it now, or none of that name is known. */
    none: z.object({}),
  },
  reads: true,
  example: { package: { key: 'sembako', label: 'Paket sembako' } },
  async run(needs, { records, now }) {
    const { needs: found } = await findOpen(records, { ...needs, now });
    return found.length > 0
      ? { end: 'some', gives: { items: found.map((each) => asOffer(each)) } }
      : { end: 'none', gives: {} };
  },
});
