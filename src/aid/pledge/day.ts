import type { Label } from '../../chat/message.ts';
import { writeDate } from '../../language/date.ts';
import type { Records } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { peopleFor } from '../staff/desk.ts';
import { handoverCode } from './code.ts';
import { holdAllocation, wordsOf } from './held.ts';
import { unloadedAtNeed } from './kept.ts';
import { donorForStaff } from './records.ts';
import { isLiving } from './rules.ts';

/** The planned day has come: the donor gets the hand-over code again, the head learns who comes. */
export async function announceDay(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const held = await holdAllocation(records, id, now);
  if (!held || !isLiving(held.allocation.state)) return;
  // Money comes by the distributor's statement: there is no code, and nothing to count.
  if (held.need.nature === 'cash') return;
  const today = writtenDay(dayInJakarta(now));
  const { deliverOn } = held.allocation;
  // After days without a bot it is too late to say so.
  if (!deliverOn || writtenDay(deliverOn) !== today) return;
  const cause = { kind: `day-${today}`, id };
  const args = { ...wordsOf(held), day: today };
  if (held.donor) {
    const code = handoverCode(records.secrets, id);
    await records.notify({
      cause,
      person: held.donor.id,
      part: 1,
      notice: 'day-to-donor',
      args: { ...args, code, where: await unloadedAtNeed(records, held.need.placeId) },
    });
  }
  if (held.head)
    await records.notify({ cause, person: held.head.id, part: 2, notice: 'day-to-head', args });
}

/** `direncanakan Sabtu, 28 November 2026`, to go on after what and where. */
export function plannedWords(day: Date | null): Label {
  if (!day) return { id: 'belum ada tanggal antarnya', en: 'have no planned day' };
  const on = writtenDay(day);
  return {
    id: `direncanakan ${writeDate(on, 'id')}`,
    en: `were planned for ${writeDate(on, 'en')}`,
  };
}

/** Two days after the planned day nothing was handed over: both are asked. Nothing is released by itself. */
export async function askOverdue(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const held = await holdAllocation(records, id, now);
  if (!held || !isLiving(held.allocation.state)) return;
  // What was counted already waits to be confirmed, and is on no officer's list of what is late.
  if (held.allocation.state === 'on_way' && !held.allocation.deliverOn) return;
  const cause = { kind: `overdue-${writtenDay(dayInJakarta(now))}`, id };
  const args = { ...wordsOf(held), planned: plannedWords(held.allocation.deliverOn) };
  if (held.donor)
    await records.notify({
      cause,
      person: held.donor.id,
      part: 1,
      notice: 'overdue-to-donor',
      args,
    });
  if (held.head && held.need.nature !== 'cash')
    await records.notify({ cause, person: held.head.id, part: 2, notice: 'overdue-to-head', args });
  // Whoever may release it by name hears of it too.
  const { pledge } = held.allocation;
  const toStaff = { ...args, donor: donorForStaff(records, pledge.donor) };
  for (const person of await peopleFor(records, { field: held.need.fieldKey }, now))
    await records.notify({ cause, person, part: 3, notice: 'overdue-to-staff', args: toStaff });
}
