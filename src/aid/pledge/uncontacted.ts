import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { afterQuiet, hoursLater } from '../programme/rules.ts';
import { about, example } from './changed.ts';
import { holdOwn, wordsOf } from './held.ts';
import { timeContact } from './timing.ts';

/** A donor whom the head has not heard of has this long (hours), or until the old deadline (DOMAIN §3, Clock). */
export const anew = 24;

/** `belum dihubungi`: the head has heard nothing, whatever the donor says. */
export const uncontacted = defineAction({
  name: 'pledge.uncontacted',
  says: 'Records that the head was not contacted after all; the donor is told until when.',
  needs: z.object({ allocation: chosen() }),
  ends: {
    reserved: about.extend({ deadline: shapes.moment() }),
    /** Not a promise to their place, or it is not said to be contacted. */
    unknown: z.object({}),
  },
  example: { allocation: example },
  async run({ allocation: id }, { records, chat, now }) {
    const held = await holdOwn(records, id, { chat, now });
    if (held?.as !== 'head' || held.allocation.state !== 'contacted')
      return { end: 'unknown', gives: {} };
    const { allocation, need, amount } = held;
    const hours = allocation.pledge.programme;
    const soonest = afterQuiet(hoursLater(now, anew), hours);
    const deadline = new Date(Math.max(allocation.deadline.getTime(), soonest.getTime()));
    await records.db.allocation.update({
      where: { id },
      data: { state: 'reserved', contactedAt: null, headHeardAt: null, deadline, changedAt: now },
    });
    await timeContact(records, id, { deadline, now, hours });
    await audit(records, {
      actor: { as: 'head', person: held.speaker.id },
      what: 'allocation.not-contacted',
      on: { kind: 'allocation', id },
      at: now,
    });
    const written = deadline.toISOString();
    if (held.donor && held.head)
      await records.notify({
        cause: { kind: `not-contacted-${now.toISOString()}`, id },
        person: held.donor.id,
        part: 1,
        notice: 'not-contacted-to-donor',
        args: {
          ...wordsOf(held),
          head: held.head.called,
          headPhone: held.head.phone,
          deadline: written,
        },
      });
    const { unit, place } = need;
    return { end: 'reserved', gives: { amount, unit, place, deadline: written } };
  },
});
