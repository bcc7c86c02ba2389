import type { Records } from '../action.ts';
import { contactFor, holdAllocation, wordsOf } from './held.ts';

/** The head is still to be contacted: says so to the donor, with the number and until when. */
export async function remind(
  records: Records,
  id: string,
  { now, step }: { now: Date; step: number },
): Promise<void> {
  const held = await holdAllocation(records, id, now);
  if (held?.allocation.state !== 'reserved' || !held.donor) return;
  const contact = contactFor(held);
  if (!contact) return;
  const { deadline } = held.allocation;
  // After hours without a bot one word is enough, and none when the time is over.
  const next = { kind: 'pledge.remind', subjectId: id, step: step + 1 };
  const isNextDue = await records.db.timer.count({
    where: { ...next, doneAt: null, dueAt: { lte: now } },
  });
  if (now >= deadline || isNextDue > 0) return;
  await records.notify({
    // The deadline is part of the cause: one that was given anew is reminded of again.
    cause: { kind: `remind-${deadline.toISOString()}`, id },
    person: held.donor.id,
    part: step,
    notice: held.allocation.extendedAt ? 'contact-reminder-last' : 'contact-reminder',
    args: {
      ...wordsOf(held),
      head: contact.called,
      headPhone: contact.phone,
      deadline: deadline.toISOString(),
    },
  });
}
