import { dayOfIso, monthNames, partsOf, type Tongue, weekdayNames } from './calendar.ts';

/** `2026-10-14` → `Rabu, 14 Oktober 2026`, in English `Wednesday, 14 October 2026`. */
export function writeDate(iso: string, tongue: Tongue): string {
  const day = dayOfIso(iso);
  if (day === undefined) return iso;
  const { year, month, date, weekday } = partsOf(day);
  return `${weekdayNames[tongue][weekday]}, ${date} ${monthNames[tongue][month - 1]} ${year}`;
}

import { type Reading, unknown } from './reading.ts';
export function readDate(_text: string, _now: Date): Reading<string> {
  return unknown;
}
