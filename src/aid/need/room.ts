import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { roomFor } from './rules.ts';

export const room = defineAction({
  name: 'need.room',
  says: 'Whether a place still lacks as much as somebody wants to give.',
  needs: z.object({ need: chosen(), amount: shapes.quantity() }),
  ends: {
    enough: z.object({ left: shapes.quantity() }),
    partly: z.object({ left: shapes.quantity() }),
    /** Nothing is lacking, or it is no longer asked for. */
    full: z.object({}),
  },
  reads: true,
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' }, amount: 25 },
  async run({ need: number, amount }, { records }) {
    const need = await records.db.need.findUnique({ where: { number } });
    if (!need) return { end: 'full', gives: {} };
    const found = roomFor(
      {
        state: need.state,
        approved: Number(need.approved),
        allocated: Number(need.allocated),
        received: Number(need.received),
      },
      amount,
    );
    switch (found.end) {
      case 'enough':
      case 'partly':
        return { end: found.end, gives: { left: found.left } };
      default:
        return { end: 'full', gives: {} };
    }
  },
});
