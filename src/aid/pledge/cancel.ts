import { z } from 'zod';
import { chosen, defineAction } from '../action.ts';
import { about, example, ownLiving, tellHead } from './changed.ts';
import { noticeOfFreed } from './held.ts';
import { takeBack } from './waiting.ts';

/** Gives the part back: it is offered to others at once. */
export const cancel = defineAction({
  name: 'pledge.cancel',
  says: 'Takes a promise back; the place is offered to others at once, and its head is told.',
  needs: z.object({ allocation: chosen() }),
  ends: {
    cancelled: about,
    /** What waited for a place, and waits no more. */
    waiting: about.omit({ place: true }),
    unknown: z.object({}),
  },
  example: { allocation: example },
  async run({ allocation: id }, { records, chat, now }) {
    const held = await ownLiving(records, id, { chat, now });
    if (!held) {
      const gone = await takeBack(records, id, { chat, now, to: 0 });
      return gone
        ? { end: 'waiting', gives: { amount: gone.before, unit: gone.unit } }
        : { end: 'unknown', gives: {} };
    }
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
