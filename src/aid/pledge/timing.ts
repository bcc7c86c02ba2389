import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import {
  afterQuiet,
  beforeQuiet,
  contactDeadline,
  dayInJakarta,
  type Hours,
  hoursLater,
  onDay,
} from '../programme/rules.ts';

/** Hours of the contact time that are left at a reminder: at 24 and at 44 of 48 (DOMAIN §3, Clock). */
export const reminders: readonly number[] = [24, 4];
/** Days after the planned day: both are asked what became of it, and then an officer may release it (DOMAIN §3, Clock). */
export const overdueDays = 2;
/** The same where no day is planned, from when it was laid there: the time to be in touch, and two days more. */
export const undatedDays = 4;
const askedAt = 9;
/** Hours of the one extension (DOMAIN §3, Clock). */
export const more = 24;
/** A day that is moved nearer leaves so much (hours), as far as the rule has it. */
const noticeHours = 6;

/** `since` is the promise; left out where the time was given anew. */
interface ContactTime {
  deadline: Date;
  since?: Date | undefined;
  hours: Hours;
}

/**
 * When a reminder of a contact is due: so long after the promise, and in any case so long before the deadline. Promised at
 * 22.00, where the deadline is 07.00 two days later: at 24 hours, not at 33.
 */
function remindedAt(left: number, { deadline, since, hours }: ContactTime): Date {
  const before = hoursLater(deadline, -left).getTime();
  const after = since ? hoursLater(since, hours.contactHours - left).getTime() : before;
  return beforeQuiet(new Date(Math.min(before, after)), hours);
}

/** When the donor is reminded of a contact that is to be made: at the two reminders, by day and not in the past. */
export const remindersOf = (time: ContactTime, now: Date): Date[] =>
  reminders.map((left) => remindedAt(left, time)).filter((at) => at > now);

/** Sets what time brings to a part of a promise whose head is to be contacted: two reminders, then the release. */
export async function timeContact(
  { db }: Records,
  allocation: string,
  { now, ...time }: ContactTime & { now: Date },
): Promise<void> {
  for (const [index, left] of reminders.entries()) {
    const dueAt = remindedAt(left, time);
    // A short time that was given anew has no room for both.
    if (dueAt > now)
      await setTimer(db, { kind: 'pledge.remind', subject: allocation, step: index + 1 }, dueAt);
  }
  await setTimer(db, { kind: 'pledge.release', subject: allocation, step: 1 }, time.deadline);
}

/**
 * Until when the head must have been contacted once the planned day has moved: reckoned anew from the promise, as if that day
 * had been named at first, and with the extension that was given. Time that was given beside that (*belum dihubungi*) stays,
 * and who moves the day nearer is not released in the same breath. Moving it to and fro gives nothing that the rule does not.
 */
export function movedDeadline(
  part: { createdAt: Date; deadline: Date; extendedAt: Date | null; deliverOn: Date | null },
  day: Date,
  { now, hours }: { now: Date; hours: Hours },
): Date {
  const reckoned = (on: Date | null) => {
    const deadline = contactDeadline(part.createdAt, hours, on);
    return part.extendedAt ? afterQuiet(hoursLater(deadline, more), hours) : deadline;
  };
  const wasGiven = part.deadline > reckoned(part.deliverOn);
  const anew = wasGiven ? later(reckoned(day), part.deadline) : reckoned(day);
  const soonest = later(anew, afterQuiet(hoursLater(now, noticeHours), hours));
  return earlier(soonest, later(reckoned(null), part.deadline));
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/**
 * Sets what the planned day brings: a word to both in the morning, and a question when nothing came. Where no day is planned,
 * or it is over already (a promise that was taken up again), both are asked all the same: nothing is held without a question.
 */
export async function timeDelivery(
  { db }: Records,
  allocation: string,
  { deliverOn, now, hours }: { deliverOn: Date | null; now: Date; hours: Hours },
): Promise<void> {
  const today = dayInJakarta(now);
  if (deliverOn) {
    const morning = afterQuiet(onDay(deliverOn, hours.quietUntilHour), hours);
    await setTimer(db, { kind: 'pledge.day', subject: allocation, step: 1 }, morning);
  }
  const late = deliverOn
    ? hoursLater(onDay(later(deliverOn, today), askedAt), 24 * overdueDays)
    : hoursLater(onDay(today, askedAt), 24 * undatedDays);
  await setTimer(db, { kind: 'pledge.overdue', subject: allocation, step: 1 }, late);
}
