import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { afterQuiet, hoursLater } from '../programme/rules.ts';
import { about, example } from './changed.ts';
import { holdOwn, wordsOf } from './held.ts';
import { more, timeContact } from './timing.ts';

/** `tambah waktu`, once. */
export const extend = defineAction({
  name: 'pledge.extend',
  says: 'Gives the donor more time to contact the head, once; the head is told.',
  needs: z.object({ allocation: chosen() }),
  ends: {
    extended: about.extend({ deadline: shapes.moment() }),
    /** It had its extension, is contacted already, is over, or is not theirs. */
    unknown: z.object({}),
  },
  example: { allocation: example },
  async run({ allocation: id }, { records, chat, now }) {
    const held = await holdOwn(records, id, { chat, now });
    const isOpen =
      held?.as === 'donor' &&
      held.allocation.state === 'reserved' &&
      held.allocation.extendedAt === null;
    if (!held || !isOpen) return { end: 'unknown', gives: {} };
    const { allocation, need, amount } = held;
    const hours = allocation.pledge.programme;
    const deadline = afterQuiet(hoursLater(allocation.deadline, more), hours);
    await records.db.allocation.update({
      where: { id },
      data: { deadline, extendedAt: now, changedAt: now },
    });
    await timeContact(records, id, { deadline, now, hours });
    const cause = { kind: 'extended', id };
    await audit(records, {
      actor: { as: 'donor', person: held.speaker.id },
      what: 'allocation.extended',
      on: { kind: 'allocation', id },
      at: now,
    });
    const written = deadline.toISOString();
    if (held.head)
      await records.notify({
        cause,
        person: held.head.id,
        part: 1,
        notice: 'extended-to-head',
        args: { ...wordsOf(held), deadline: written },
      });
    return {
      end: 'extended',
      gives: { amount, unit: need.unit, place: need.place, deadline: written },
    };
  },
});
