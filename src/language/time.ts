import { dayAt, isoOf } from './calendar.ts';
import { readDate } from './date.ts';
import { plain } from './plain.ts';
import { type Reading, settle, unknown } from './reading.ts';

const parts: Record<string, (hour: number) => number | undefined> = {
  pagi: (hour) => (hour >= 1 && hour <= 11 ? hour : undefined),
  siang: (hour) =>
    hour >= 10 && hour <= 12 ? hour : hour >= 1 && hour <= 3 ? hour + 12 : undefined,
  sore: (hour) =>
    hour >= 3 && hour <= 6 ? hour + 12 : hour >= 15 && hour <= 18 ? hour : undefined,
  malam: (hour) =>
    hour >= 6 && hour <= 11 ? hour + 12 : hour >= 18 && hour <= 23 ? hour : undefined,
};
const noted =
  /(?:\b(?:jam|pukul|pkl|at)\s*)?\b([01]?\d|2[0-4])(?:\s*[.:]\s*([0-5]\d))?\s*(wib)?\s*(pagi|siang|sore|malam|am|pm)?\b/;

/**
 * Reads an hour of the day as minutes since midnight: `jam 9`, `09.30`, `2 siang`, `pukul 19`. An hour from one to six without
 * a part of the day could be the night's or the afternoon's, and asks.
 */
export function readTimeOfDay(text: string): Reading<number> {
  const found = noted.exec(plain(text));
  if (!found) return unknown;
  const [, hours = '', minutes = '0', , part] = found;
  const hour = Number(hours) % 24;
  const at = (of: number) => of * 60 + Number(minutes);
  if (part === 'am' || part === 'pm')
    return settle(hour >= 1 && hour <= 12 ? [at((hour % 12) + (part === 'pm' ? 12 : 0))] : []);
  if (part !== undefined) {
    const of = parts[part]?.(hour);
    return settle(of === undefined ? [] : [at(of)]);
  }
  const isWritten = found[2] !== undefined && hours.length === 2;
  return settle(hour >= 1 && hour <= 6 && !isWritten ? [at(hour), at(hour + 12)] : [at(hour)]);
}

/**
 * Reads an instant from now on, in Jakarta, as ISO 8601 in UTC: `sekarang`, `besok jam 9`, `Senin 18 Januari 08.30`, `jam 2
 * siang` (today). A day without an hour is unknown: at what hour people hear of it is not for us to choose.
 */
export function readMoment(text: string, now: Date): Reading<string> {
  const said = plain(text).trim();
  if (/^(sekarang|skrg|skrng|skg|langsung|now)( juga| saja| aja)?$/.test(said))
    return settle([now.toISOString()]);
  const hourly =
    /\b(?:jam|pukul|pkl|at)\s*\d{1,2}(?:\s*[.:]\s*\d{2})?(?:\s*wib)?(?:\s*(?:pagi|siang|sore|malam|am|pm))?\b|\b\d{1,2}\s*[.:]\s*\d{2}(?:\s*wib)?\s*$|\b\d{1,2}\s*(?:pagi|siang|sore|malam|am|pm)\b/;
  const hour = hourly.exec(said);
  if (!hour) return unknown;
  const times = readTimeOfDay(hour[0]);
  const rest = said
    .replace(hour[0], ' ')
    .replace(/\b(hari ini|today|nanti)\b/g, ' ')
    .trim();
  const days: Reading<string> = rest === '' ? { value: isoOf(dayAt(now)) } : readDate(rest, now);
  const each = <T>(reading: Reading<T>): T[] =>
    'value' in reading ? [reading.value] : 'ask' in reading ? reading.ask : [];
  const moments = each(days).flatMap((day) =>
    each(times).map((minutes) =>
      new Date(Date.parse(`${day}T00:00:00Z`) - 7 * 3_600_000 + minutes * 60_000).toISOString(),
    ),
  );
  const ahead = moments.filter((moment) => Date.parse(moment) > now.getTime());
  return settle(ahead.length > 0 ? ahead : moments);
}

/** Whether an hour is named, beside a day: `sabtu aja jam 9an`. */
export const namesHour = (text: string): boolean =>
  /(?<!\p{L})(?:jam|pukul|pkl|jm)\.? ?\d{1,2}|(?<!\d)\d{1,2}[.:]\d{2} ?(?:wib|pagi|siang|sore|malam)/u.test(
    plain(text),
  );
