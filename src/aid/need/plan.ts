import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { chosen, defineAction } from '../action.ts';
import { inWords, type Part, part, totalOf, waiting, waits, writtenPlaces } from './part.ts';

/** Where a gift goes, as it was agreed: what is promised is this and nothing else. */
export const planned = z.object({
  items: z.array(part),
  waits,
  amount: shapes.quantity(),
  /** Begins a sentence: `RW 03 Kelurahan Pulo Gadung, Jakarta Timur`, or `Empat tempat, jumlah 500`. */
  where: shapes.label(),
  /** Stands in a summary: `RW 03 (120), RW 05 (140) Pulo Gadung; RW 02 Jatinegara Kaum (90)`. */
  places: shapes.label(),
});

export function planOf(items: Part[], rest: number): z.output<typeof planned> {
  const amount = totalOf(items) + rest;
  return {
    items,
    waits: waiting(rest),
    amount,
    where: whereOf(items, rest),
    places: writtenPlaces(items, rest),
  };
}

function whereOf(items: Part[], rest: number) {
  const [only, ...others] = items;
  if (!only) return { id: 'Menunggu tempat, kami carikan', en: 'Waiting for a place' };
  if (others.length === 0 && rest === 0) return { id: only.full, en: only.full };
  const count = inWords(items.length);
  const total = writeQuantity(totalOf(items) + rest);
  return {
    id: `${count.id} tempat, jumlah ${total}`,
    en: `${count.en} place${items.length === 1 ? '' : 's'}, ${total} in all`,
  };
}

export const plan = defineAction({
  name: 'need.plan',
  says: 'Where a gift goes, as the donor agreed: the split that was shown, or the chosen place alone.',
  needs: z.object({
    items: z.array(part),
    waits,
    /** `only`: no more than fits at the first place. */
    way: chosen().optional(),
  }),
  ends: { agreed: planned },
  reads: true,
  example: { items: [], waits: [{ amount: 25 }] },
  async run({ items, waits, way }) {
    return way === 'only'
      ? { end: 'agreed', gives: planOf(items.slice(0, 1), 0) }
      : { end: 'agreed', gives: planOf(items, totalOf(waits)) };
  },
});
