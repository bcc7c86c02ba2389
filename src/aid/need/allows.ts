import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { deskOf } from '../staff/desk.ts';
import { atLeastFloor, figuresOf } from './rules.ts';

/** Said at the number itself: nobody writes a reason for what cannot be. The verbs that decide look once more. */
export const allows = defineAction({
  name: 'need.allows',
  says: 'Whether an officer may set this quantity: never below what is promised and received.',
  needs: z.object({ need: chosen(), amount: shapes.quantity() }),
  ends: {
    allowed: z.object({}),
    below: z.object({
      floor: shapes.quantity(),
      promised: shapes.quantity(),
      received: shapes.quantity(),
    }),
    /** Not of a field of theirs, or no such request. */
    'not-yours': z.object({}),
  },
  reads: true,
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' }, amount: 120 },
  async run({ need: number, amount }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const row = await records.db.need.findUnique({
      where: { number: number.toUpperCase() },
      include: { package: { select: { fieldKey: true } } },
    });
    if (!row || !desk?.decides({ field: row.package.fieldKey }))
      return { end: 'not-yours', gives: {} };
    const standing = figuresOf(row);
    const below = atLeastFloor(standing, amount);
    if (!below) return { end: 'allowed', gives: {} };
    const { allocated: promised, received } = standing;
    return { end: 'below', gives: { floor: below.floor, promised, received } };
  },
});
