import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { about, example, ownLiving, tellHead } from './changed.ts';
import { noticeOfFreed } from './held.ts';
import { takeBack } from './waiting.ts';

/** Less than was promised; what is taken off is offered to others at once. What waits for a place is named by its pledge. */
export const reduce = defineAction({
  name: 'pledge.reduce',
  says: 'Lowers what was promised; the rest is offered to others at once, and the head is told.',
  needs: z.object({ allocation: chosen(), amount: shapes.quantity().min(1) }),
  ends: {
    reduced: about.extend({ before: shapes.quantity() }),
    /** Of what waits for a place, so much still does. */
    waiting: about.omit({ place: true }).extend({ before: shapes.quantity() }),
    /** As much as before, or more: more is another promise. */
    'not-less': about,
    unknown: z.object({}),
  },
  example: { allocation: example, amount: 20 },
  async run({ allocation: id, amount }, { records, chat, now }) {
    const held = await ownLiving(records, id, { chat, now });
    if (!held) {
      const less = await takeBack(records, id, { chat, now, to: amount });
      if (!less) return { end: 'unknown', gives: {} };
      const { unit, before } = less;
      return less.to < before
        ? { end: 'waiting', gives: { amount: less.to, unit, before } }
        : { end: 'not-less', gives: { amount: before, unit, place: '' } };
    }
    const { unit, place } = held.need;
    const before = held.amount;
    if (amount >= before) return { end: 'not-less', gives: { amount: before, unit, place } };
    await records.db.allocation.update({
      where: { id },
      data: { quantity: amount, changedAt: now },
    });
    await records.db.pledge.update({
      where: { id: held.allocation.pledgeId },
      data: { takenBack: { increment: before - amount } },
    });
    await tellHead(records, held, {
      did: 'reduced',
      notice: noticeOfFreed('reduced-to-head', held),
      now,
      args: { amount, before },
    });
    return { end: 'reduced', gives: { amount, unit, place, before } };
  },
});
