import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { isOffered, lacking } from '../need/rules.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { about, example } from './changed.ts';
import { holdOwn, wordsOf } from './held.ts';
import { timeDelivery } from './timing.ts';

/** `sudah`: donor and head have spoken. Said after the release it takes the part up again, where there is room. */
export const contacted = defineAction({
  name: 'pledge.contacted',
  says: 'Records that donor and head have been in touch; the other side is told.',
  needs: z.object({ allocation: chosen() }),
  ends: {
    contacted: about,
    /** It was released, and others have promised it by now. */
    full: about.extend({ left: shapes.quantity() }),
    /** It is on record, or the goods came already. */
    already: about,
    /** Not theirs, or over. */
    unknown: z.object({}),
  },
  example: { allocation: example },
  async run({ allocation: id }, { records, chat, now }) {
    const held = await holdOwn(records, id, { chat, now });
    if (!held) return { end: 'unknown', gives: {} };
    const { allocation, need, amount, as } = held;
    const told = { amount, unit: need.unit, place: need.place };
    const { state } = allocation;
    if (state === 'cancelled' || allocation.releasedByOfficerAt)
      return { end: 'unknown', gives: {} };
    const heard = as === 'head' ? { headHeardAt: now } : {};
    if (state !== 'reserved' && state !== 'released') {
      if (state === 'contacted') await records.db.allocation.update({ where: { id }, data: heard });
      return { end: 'already', gives: told };
    }
    if (state === 'released') {
      const left = isOffered(need, dayInJakarta(now), need.programmeId) ? lacking(need) : 0;
      if (left < amount) return { end: 'full', gives: { ...told, left } };
    }
    await records.db.allocation.update({
      where: { id },
      data: { state: 'contacted', contactedAt: now, changedAt: now, ...heard },
    });
    // Its planned day may be over: both are asked about it then.
    if (state === 'released') {
      const { deliverOn, pledge } = allocation;
      await timeDelivery(records, id, { deliverOn, now, hours: pledge.programme });
    }
    const cause = { kind: `contacted-${now.toISOString()}`, id };
    await audit(records, {
      actor: { as, person: held.speaker.id },
      what: 'allocation.contacted',
      on: { kind: 'allocation', id },
      at: now,
    });
    const other = as === 'donor' ? held.head : held.donor;
    if (other) {
      const toHead = allocation.pledge.distributor
        ? 'contacted-through-to-head'
        : 'contacted-to-head';
      const notice = as === 'donor' ? toHead : 'contacted-to-donor';
      await records.notify({ cause, person: other.id, part: 1, notice, args: wordsOf(held) });
    }
    return { end: 'contacted', gives: told };
  },
});
