import type { Records } from '../action.ts';
import { currentProgramme } from '../programme/records.ts';
import { dayInJakarta, hoursLater } from '../programme/rules.ts';

/** Days that a request lasts which says nothing: none blocks its place for ever. */
const usualDays = 90;

export interface Period {
  from: Date;
  /** The last day of it. */
  to: Date;
}

/** From a day, today or later, for so many days: 1 December and 14 days → 14 December. */
export function periodOf(
  { from, days }: { from?: string | undefined; days: number },
  now: Date,
): Period {
  const today = dayInJakarta(now);
  const given = from === undefined ? today : new Date(from);
  const first = new Date(Math.max(given.getTime(), today.getTime()));
  return { from: first, to: hoursLater(first, 24 * (days - 1)) };
}

/** How long a request lasts that does not say it: to the end of the programme, or three months. */
export async function usualDuration(records: Records, now: Date): Promise<number> {
  const ends = (await currentProgramme(records, now))?.endsOn;
  if (!ends) return usualDays;
  const left = Math.round((ends.getTime() - dayInJakarta(now).getTime()) / 86_400_000) + 1;
  return Math.max(1, left);
}
