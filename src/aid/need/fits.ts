import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { headOf } from '../place/records.ts';
import { example } from './own.ts';
import { atLeastFloor, figuresOf, isOver } from './rules.ts';

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
    const below = atLeastFloor(figuresOf(need), amount);
    return below ? { end: 'below', gives: { kept: below.floor } } : { end: 'fits', gives: {} };
  },
});
