import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { byDay, dayInJakarta, writtenDay } from '../programme/rules.ts';
import { about, example, ownLiving, tellHead } from './changed.ts';
import { isLiving } from './rules.ts';
import { timeContact, timeDelivery } from './timing.ts';

/** Another day for all of the promise, today or later. */
export const redate = defineAction({
  name: 'pledge.redate',
  says: 'Moves the day of delivery; the head is told.',
  needs: z.object({ allocation: chosen(), day: shapes.date() }),
  ends: {
    moved: about.extend({ day: shapes.date() }),
    past: z.object({}),
    unknown: z.object({}),
  },
  example: { allocation: example, day: '2026-12-02' },
  async run({ allocation: id, day }, { records, chat, now }) {
    if (day < writtenDay(dayInJakarta(now))) return { end: 'past', gives: {} };
    const held = await ownLiving(records, id, { chat, now });
    if (!held) return { end: 'unknown', gives: {} };
    const { pledge } = held.allocation;
    const deliverOn = new Date(day);
    await records.db.pledge.update({ where: { id: pledge.id }, data: { deliverOn } });
    const parts = await records.db.allocation.findMany({ where: { pledgeId: pledge.id } });
    const hours = pledge.programme;
    for (const part of parts.filter(({ state }) => isLiving(state))) {
      await timeDelivery(records, part.id, { deliverOn, hours });
      // A day that moved before the deadline takes it along; one that moved away gives no more time.
      const deadline = byDay(part.deadline, deliverOn, { after: now, hours });
      if (part.state !== 'reserved' || deadline >= part.deadline) continue;
      await records.db.allocation.update({ where: { id: part.id }, data: { deadline } });
      await timeContact(records, part.id, { deadline, now, hours });
    }
    await tellHead(records, held, { did: 'moved', notice: 'moved-to-head', now, args: { day } });
    const { unit, place } = held.need;
    return { end: 'moved', gives: { amount: held.amount, unit, place, day } };
  },
});
