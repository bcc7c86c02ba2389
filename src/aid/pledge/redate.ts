import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { about, example, ownLiving, tellHead } from './changed.ts';
import { movedDeadline, timeContact, timeDelivery } from './timing.ts';

/** Another day for one part of the promise, today or later: each place has its own, and its head is told. */
export const redate = defineAction({
  name: 'pledge.redate',
  says: 'Moves the day of delivery to one place; its head is told.',
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
    const { allocation } = held;
    const deliverOn = new Date(day);
    const hours = allocation.pledge.programme;
    const deadline =
      allocation.state === 'reserved'
        ? movedDeadline(allocation, deliverOn, { now, hours })
        : allocation.deadline;
    await records.db.allocation.update({ where: { id }, data: { deliverOn, deadline } });
    await timeDelivery(records, id, { deliverOn, now, hours });
    if (deadline.getTime() !== allocation.deadline.getTime())
      await timeContact(records, id, { deadline, since: allocation.createdAt, now, hours });
    await tellHead(records, held, { did: 'moved', notice: 'moved-to-head', now, args: { day } });
    const { unit, place } = held.need;
    return { end: 'moved', gives: { amount: held.amount, unit, place, day } };
  },
});
