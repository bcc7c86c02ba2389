import { afterQuiet, beforeQuiet, type Hours, hoursLater } from '../programme/rules.ts';

/** Hours after which somebody who said *foto nanti* is reminded, once; and after which it goes on without. */
export const remindedAfter = 4;
export const missingAfter = 24;

/**
 * When somebody is reminded of a photo, and when it counts as missing. Asked at 10.00 → 14.00, and 10.00 the
 * next day; asked at 19.00 → 21.00, when the quiet hours begin; asked at 22.00 → 07.00.
 */
export function photoTimes(asked: Date, hours: Hours): { remind: Date; missing: Date } {
  const early = beforeQuiet(hoursLater(asked, remindedAfter), hours);
  return {
    remind: early > asked ? early : afterQuiet(asked, hours),
    missing: hoursLater(asked, missingAfter),
  };
}
