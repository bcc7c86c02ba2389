import { dayAt, isoOf, partsOf, type Tongue, weekdayNames } from './calendar.ts';
import { writeDate } from './date.ts';

/** `2026-11-26T06:10:00Z` → `Kamis, 26 November 2026, 13.10 WIB`; in English `Thursday, 26 November 2026, 13.10 WIB`. */
export function writeMoment(iso: string, tongue: Tongue): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const clock = new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(11, 16);
  return `${writeDate(isoOf(dayAt(instant)), tongue)}, ${clock.replace(':', '.')} WIB`;
}

/** `Rabu 13.10`: an instant within the next days. */
export function writeHour(instant: Date, tongue: Tongue): string {
  const clock = new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(11, 16);
  return `${weekdayNames[tongue][partsOf(dayAt(instant)).weekday]} ${clock.replace(':', '.')}`;
}
