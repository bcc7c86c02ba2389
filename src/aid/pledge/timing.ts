import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import { afterQuiet, beforeQuiet, type Hours, hoursLater, onDay } from '../programme/rules.ts';

/** Hours before the deadline at which the donor is reminded: at 24 and at 44 of 48 (DOMAIN §3, Clock). */
export const reminders: readonly number[] = [24, 4];
/** Days after the planned day: both are asked what became of it, and then an officer may release it (DOMAIN §3, Clock). */
export const overdueDays = 2;
const askedAt = 9;

/** When the donor is reminded of a contact that is to be made: at the two reminders, by day and not in the past. */
export const remindersOf = (deadline: Date, now: Date, hours: Hours): Date[] =>
  reminders
    .map((before) => beforeQuiet(hoursLater(deadline, -before), hours))
    .filter((at) => at > now);

/** Sets what time brings to a part of a promise whose head is to be contacted: two reminders, then the release. */
export async function timeContact(
  { db }: Records,
  allocation: string,
  { deadline, now, hours }: { deadline: Date; now: Date; hours: Hours },
): Promise<void> {
  for (const [index, before] of reminders.entries()) {
    const dueAt = beforeQuiet(hoursLater(deadline, -before), hours);
    // A short time that was given anew has no room for both.
    if (dueAt > now)
      await setTimer(db, { kind: 'pledge.remind', subject: allocation, step: index + 1 }, dueAt);
  }
  await setTimer(db, { kind: 'pledge.release', subject: allocation, step: 1 }, deadline);
}

/** Sets what the planned day brings: a word to both in the morning, and a question when nothing came. */
export async function timeDelivery(
  { db }: Records,
  allocation: string,
  { deliverOn, hours }: { deliverOn: Date; hours: Hours },
): Promise<void> {
  const morning = afterQuiet(onDay(deliverOn, hours.quietUntilHour), hours);
  await setTimer(db, { kind: 'pledge.day', subject: allocation, step: 1 }, morning);
  const late = hoursLater(onDay(deliverOn, askedAt), 24 * overdueDays);
  await setTimer(db, { kind: 'pledge.overdue', subject: allocation, step: 1 }, late);
}
