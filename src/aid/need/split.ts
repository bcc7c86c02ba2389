import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { openNeeds } from './offered.ts';
import { layOn, part, waiting, waits } from './part.ts';

export const proposal = z.object({
  items: z.array(part),
  waits,
  /** The place that was chosen, how much of the gift fits there, and how much does not. */
  place: shapes.text(),
  short: shapes.text(),
  left: shapes.quantity(),
  rest: shapes.quantity(),
});

/** Less than a place needs is laid on it alone; more is split, the nearest and least covered places first. */
export const split = defineAction({
  name: 'need.split',
  says: 'Lays a gift on the place that was chosen and, where that lacks less, on the nearest others; reserves nothing.',
  needs: z.object({
    package: chosen(),
    amount: shapes.quantity().min(1),
    /** The place that was chosen; none where no place lacks it. */
    need: chosen().optional(),
  }),
  ends: {
    whole: proposal,
    /** Several places share it; what no place lacks waits. */
    split: proposal,
    /** It fits there in part, and nobody else lacks any. */
    alone: proposal,
    /** No place was chosen: all of it waits. */
    nowhere: proposal,
    /** The place lacks nothing any more. */
    full: z.object({ place: shapes.text() }),
  },
  reads: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    amount: 500,
    need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
  },
  async run({ package: key, amount, need }, { records, now }) {
    if (need === undefined) {
      const gives = {
        items: [],
        waits: waiting(amount),
        place: '',
        short: '',
        left: 0,
        rest: amount,
      };
      return { end: 'nowhere', gives };
    }
    const wanted = { package: key, now };
    const [chosen] = await openNeeds(records, { ...wanted, only: [need] });
    if (!chosen) return { end: 'full', gives: { place: await placeOf(records, need) } };
    const near = chosen.kelurahanCode;
    const others =
      amount > chosen.lacking ? await openNeeds(records, { ...wanted, near, except: [need] }) : [];
    const { parts, rest: over } = layOn(amount, [chosen, ...others]);
    const [first] = parts;
    const left = first?.amount ?? 0;
    const gives = {
      items: parts,
      waits: waiting(over),
      place: chosen.place,
      short: first?.short ?? '',
      left,
      rest: amount - left,
    };
    if (left === amount) return { end: 'whole', gives };
    return { end: parts.length > 1 ? 'split' : 'alone', gives };
  },
});

async function placeOf({ db }: Records, number: string): Promise<string> {
  const need = await db.need.findUnique({
    where: { number },
    select: { place: { include: withKelurahan } },
  });
  return need ? labelOfPlace(need.place) : '';
}
