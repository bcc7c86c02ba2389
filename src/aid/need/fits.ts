import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { headOf } from '../place/records.ts';
import { example } from './own.ts';
import { floorOf, isOver } from './rules.ts';

/** Said at the number itself, before anybody agrees to it; `need.change` looks once more. */
export const fits = defineAction({
  name: 'need.fits',
  says: 'Whether the head may ask for this quantity: never less than is promised and received.',
  needs: z.object({ need: chosen(), amount: shapes.quantity() }),
  ends: {
    fits: z.object({}),
    /** So much is promised and received already. */
    below: z.object({ kept: shapes.quantity() }),
    /** Not theirs, or over. */
    unknown: z.object({}),
  },
  reads: true,
  example: { need: example, amount: 200 },
  async run({ need: number, amount }, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    const need = await records.db.need.findUnique({ where: { number: number.toUpperCase() } });
    if (!person || !need || isOver(need.state)) return { end: 'unknown', gives: {} };
    const head = await headOf(records, need.placeId, now);
    if (head?.id !== person.id) return { end: 'unknown', gives: {} };
    const kept = floorOf({
      approved: Number(need.approved),
      allocated: Number(need.allocated),
      received: Number(need.received),
    });
    return amount < kept ? { end: 'below', gives: { kept } } : { end: 'fits', gives: {} };
  },
});
