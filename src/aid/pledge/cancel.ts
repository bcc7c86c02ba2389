import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { about, example, ownLiving, tellHead } from './changed.ts';
import { noticeOfFreed } from './held.ts';

/** Gives the part back: it is offered to others at once. */
export const cancel = defineAction({
  name: 'pledge.cancel',
  says: 'Takes a promise back; the place is offered to others at once, and its head is told.',
  needs: z.object({ allocation: chosen() }),
  ends: { cancelled: about, unknown: z.object({}) },
  example: { allocation: example },
  async run({ allocation: id }, { records, chat, now }) {
    const held = await ownLiving(records, id, { chat, now });
    if (!held) return { end: 'unknown', gives: {} };
    await records.db.allocation.update({
      where: { id },
      data: { state: 'cancelled', changedAt: now },
    });
    await tellHead(records, held, {
      did: 'cancelled',
      notice: noticeOfFreed('cancelled-to-head', held),
      now,
    });
    const { unit, place } = held.need;
    return { end: 'cancelled', gives: { amount: held.amount, unit, place } };
  },
});
