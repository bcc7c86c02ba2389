import { z } from 'zod';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';
import { about, example } from './changed.ts';
import { type Held, holdAllocation, wordsOf } from './held.ts';
import { isLiving } from './rules.ts';

/**
 * Releases a promise by name, with a reason that donor and head both read: one that is overdue, or one in the way
 * of a lower approved quantity. What came all the same is still taken at the hand-over.
 */
export const releaseByOfficer = defineAction({
  name: 'pledge.release-by-officer',
  says: 'An officer releases a promise by name, with a reason; donor and head are both told.',
  needs: z.object({ allocation: chosen(), reason: z.string().min(1).max(300) }),
  ends: {
    released: about,
    /** Not of a field of theirs, or their role has ended. */
    'not-yours': z.object({}),
    /** It does not live any more: received, released or taken back since. */
    gone: z.object({}),
  },
  example: { allocation: example, reason: 'Tanggalnya lewat tiga hari tanpa kabar.' },
  async run({ allocation: id, reason }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const held = desk && (await holdAllocation(records, id, now));
    if (!desk) return { end: 'not-yours', gives: {} };
    if (!held) return { end: 'gone', gives: {} };
    const as = desk.decides({ field: held.need.fieldKey });
    if (!as) return { end: 'not-yours', gives: {} };
    if (!isLiving(held.allocation.state)) return { end: 'gone', gives: {} };
    await records.db.allocation.update({
      where: { id },
      data: { state: 'released', releasedByOfficerAt: now, changedAt: now },
    });
    await audit(records, {
      actor: { as, person: desk.person.id },
      what: 'allocation.released-by-officer',
      on: { kind: 'allocation', id },
      at: now,
      detail: { quantity: held.amount },
    });
    await tellBoth(records, held, { reason, now });
    const { unit, place } = held.need;
    return { end: 'released', gives: { amount: held.amount, unit, place } };
  },
});

async function tellBoth(
  records: Records,
  held: Held,
  { reason, now }: { reason: string; now: Date },
): Promise<void> {
  const cause = { kind: `released-by-officer-${now.toISOString()}`, id: held.allocation.id };
  const args = { ...wordsOf(held), reason };
  if (held.donor)
    await records.notify({
      cause,
      person: held.donor.id,
      part: 1,
      notice: 'officer-released',
      args,
    });
  if (held.head)
    await records.notify({
      cause,
      person: held.head.id,
      part: 2,
      notice: 'officer-released-to-head',
      args,
    });
}
