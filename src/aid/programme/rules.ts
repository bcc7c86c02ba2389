/** Jakarta is seven hours ahead of UTC all year. */
const jakartaAhead = 7 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

/** The day that it is in Jakarta, as date columns are read: midnight UTC. 23.30 WIB on 24 November is the 24th. */
export function dayInJakarta(now: Date): Date {
  const there = new Date(now.getTime() + jakartaAhead);
  return new Date(there.toISOString().slice(0, 10));
}

/** `2026-11-28`, as flows keep a date. */
export const writtenDay = (day: Date): string => day.toISOString().slice(0, 10);

export interface Hours {
  /** From a promise to the first contact with the head. */
  contactHours: number;
  /** Hours of the day in Jakarta, e.g. 21 and 7, between which nobody is hurried. */
  quietFromHour: number;
  quietUntilHour: number;
}

/**
 * Until when the head must have been contacted: 48 hours from the promise, or the end of the quiet hours
 * where that is at night. Promised on Tuesday at 13.10 → Thursday, 13.10; at 22.00 → Friday, 07.00.
 */
export function contactDeadline(promised: Date, hours: Hours): Date {
  const due = promised.getTime() + hours.contactHours * hour;
  const midnight = dayInJakarta(new Date(due)).getTime() - jakartaAhead;
  const timeOfDay = due - midnight;
  const [from, until] = [hours.quietFromHour * hour, hours.quietUntilHour * hour];
  if (from > until) {
    if (timeOfDay >= from) return new Date(midnight + 24 * hour + until);
    if (timeOfDay < until) return new Date(midnight + until);
  } else if (timeOfDay >= from && timeOfDay < until) return new Date(midnight + until);
  return new Date(due);
}
