import type { Label } from '../../chat/message.ts';
import { dayAt, isoOf } from '../../language/calendar.ts';

/** Jakarta is seven hours ahead of UTC all year. */
const jakartaAhead = 7 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

/** The day that it is in Jakarta, as date columns are read: midnight UTC. 23.30 WIB on 24 November is the 24th. */
export const dayInJakarta = (now: Date): Date => new Date(isoOf(dayAt(now)));

/** `2026-11-28`, as flows keep a date. */
export const writtenDay = (day: Date): string => day.toISOString().slice(0, 10);

export interface Hours {
  /** From a promise to the first contact with the head. */
  contactHours: number;
  /** Hours of the day in Jakarta, e.g. 21 and 7, between which nobody is hurried. */
  quietFromHour: number;
  quietUntilHour: number;
}

/** How long a donor has to contact the head: 48 → `2×24 jam`, 36 → `36 jam`. */
export function contactTime({ contactHours }: Pick<Hours, 'contactHours'>): Label {
  const count = contactHours % 24 === 0 ? `${contactHours / 24}×24` : `${contactHours}`;
  return { id: `${count} jam`, en: `${count} hours` };
}

/** The quiet hours that an instant falls into, or undefined by day. */
function quietAround(at: Date, hours: Hours): { from: Date; until: Date } | undefined {
  const midnight = dayInJakarta(at).getTime() - jakartaAhead;
  const timeOfDay = at.getTime() - midnight;
  const [from, until] = [hours.quietFromHour * hour, hours.quietUntilHour * hour];
  const quiet = (begin: number, end: number) => ({
    from: new Date(midnight + begin),
    until: new Date(midnight + end),
  });
  if (from <= until) return timeOfDay >= from && timeOfDay < until ? quiet(from, until) : undefined;
  if (timeOfDay >= from) return quiet(from, until + 24 * hour);
  return timeOfDay < until ? quiet(from - 24 * hour, until) : undefined;
}

/** The instant itself by day, else the end of the quiet hours around it: 22.00 → 07.00. */
export const afterQuiet = (at: Date, hours: Hours): Date => quietAround(at, hours)?.until ?? at;

/** The instant itself by day, else the beginning of the quiet hours around it: 02.00 → 21.00 the day before. */
export const beforeQuiet = (at: Date, hours: Hours): Date => quietAround(at, hours)?.from ?? at;

export const hoursLater = (at: Date, count: number): Date => new Date(at.getTime() + count * hour);

/**
 * Until when the head must have been contacted: 48 hours from the promise, or the end of the quiet hours
 * where that is at night. Promised on Tuesday at 13.10 → Thursday, 13.10; at 22.00 → Friday, 07.00. Goods that are planned for
 * Wednesday shorten it to Wednesday, 21.00, when the quiet hours begin; but a day (24 hours) is left in any case: planned for
 * Tuesday itself → Thursday, 13.10.
 */
export function contactDeadline(promised: Date, hours: Hours, deliverOn?: Date | null): Date {
  const rule = afterQuiet(hoursLater(promised, hours.contactHours), hours);
  const evening = deliverOn ? onDay(deliverOn, hours.quietFromHour) : rule;
  const isFair = evening >= hoursLater(promised, leastHours);
  return isFair && evening < rule ? evening : rule;
}

/** No planned day leaves a donor less time than this (hours). */
const leastHours = 24;

/** A day's hour in Jakarta: `2026-12-02`, 9 → 09.00 WIB. */
export const onDay = (day: Date, atHour: number): Date =>
  new Date(day.getTime() - jakartaAhead + atHour * hour);
