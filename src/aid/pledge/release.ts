import type { Records } from '../action.ts';
import { audit } from '../audit.ts';
import { peopleFor } from '../staff/desk.ts';
import { holdAllocation, noticeOfFreed, wordsOf } from './held.ts';
import { donorForStaff } from './records.ts';

/** The time to contact the head is over: the part is offered to others again, and both sides are told. */
export async function release(records: Records, id: string, { now }: { now: Date }): Promise<void> {
  const held = await holdAllocation(records, id, now);
  if (held?.allocation.state !== 'reserved' || held.allocation.deadline > now) return;
  const { deadline } = held.allocation;
  await records.db.allocation.update({
    where: { id },
    data: { state: 'released', changedAt: now },
  });
  const cause = { kind: `released-${deadline.toISOString()}`, id };
  await audit(records, {
    actor: { as: 'system' },
    what: 'allocation.released',
    on: { kind: 'allocation', id },
    at: now,
    detail: { quantity: held.amount },
  });
  const args = { ...wordsOf(held), deadline: deadline.toISOString() };
  if (held.donor)
    await records.notify({
      cause,
      person: held.donor.id,
      part: 1,
      notice: noticeOfFreed('released', held),
      args,
    });
  if (held.head)
    await records.notify({
      cause,
      person: held.head.id,
      part: 2,
      notice: noticeOfFreed('released-to-head', held),
      args,
    });
  // Whoever looks after the field sees which promises were not kept.
  const toStaff = { ...args, donor: donorForStaff(records, held.allocation.pledge.donor) };
  for (const person of await peopleFor(records, { field: held.need.fieldKey }, now))
    await records.notify({ cause, person, part: 3, notice: 'released-to-staff', args: toStaff });
}
