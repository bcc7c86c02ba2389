import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { isOffered, roomFor } from './rules.ts';

export const room = defineAction({
  name: 'need.room',
  says: 'Whether a place still lacks as much as somebody wants to give.',
  needs: z.object({ need: chosen(), amount: shapes.quantity() }),
  ends: {
    enough: z.object({ left: shapes.quantity() }),
    partly: z.object({ left: shapes.quantity().min(1) }),
    /** Nothing is lacking, or it is no longer asked for. */
    full: z.object({}),
  },
  reads: true,
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' }, amount: 25 },
  async run({ need: number, amount }, { records, now }) {
    const need = await records.db.need.findUnique({
      where: { number },
      include: { programme: true },
    });
    if (!need || !isOffered(need, dayInJakarta(now))) return { end: 'full', gives: {} };
    const room = roomFor(
      {
        approved: Number(need.approved),
        allocated: Number(need.allocated),
        received: Number(need.received),
      },
      amount,
    );
    if (room.end === 'full') return { end: 'full', gives: {} };
    return { end: room.end, gives: { left: room.left } };
  },
});
