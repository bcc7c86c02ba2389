/** The two languages that dates are written in. */
export type Tongue = 'id' | 'en';

const dayLength = 86_400_000;
/** Asia/Jakarta is seven hours ahead of UTC all the year. */
const jakarta = 7 * 3_600_000;

export const weekdayNames: Record<Tongue, readonly string[]> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

export const monthNames: Record<Tongue, readonly string[]> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
    ' ',
  ),
  en: 'January February March April May June July August September October November December'.split(
    ' ',
  ),
};

/** A day as a number: days since 1 January 1970. Days are compared and moved without clocks or zones. */
export type Day = number;

/** The day that it is in Jakarta at an instant. */
export function dayAt(instant: Date): Day {
  return Math.floor((instant.getTime() + jakarta) / dayLength);
}

/** The day of a date of the calendar, or undefined where there is none: 31 February, month 13. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, date);
  const exists = time.getUTCMonth() === month - 1 && time.getUTCDate() === date && year >= 1;
  return exists && year <= 9999 ? time.getTime() / dayLength : undefined;
}

/** The last day of a month; month 13 is the next year's January. */
export function lastDayOf(year: number, month: number): Day {
  return Date.UTC(year, month, 0) / dayLength;
}

export function partsOf(day: Day): { year: number; month: number; date: number; weekday: number } {
  const time = new Date(day * dayLength);
  return {
    year: time.getUTCFullYear(),
    month: time.getUTCMonth() + 1,
    date: time.getUTCDate(),
    weekday: time.getUTCDay(),
  };
}

/** `2026-10-14` */
export function isoOf(day: Day): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

/** The day of `2026-10-14`, or undefined where that is no date. */
export function dayOfIso(iso: string): Day | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  return year === undefined ? undefined : dayOf(Number(year), Number(month), Number(date));
}
