import { dayAt, isoOf, partsOf } from './calendar.ts';
import { readDate } from './date.ts';
import { months } from './lexicon.ts';
import { doubt, type Reading, unknown } from './reading.ts';
import { slips } from './spelling.ts';

/** Years back from which a day is read: two digits of a year are near ones, four may be older. */
const reaches = [10, 60] as const;

/**
 * Reads a day that was, in Jakarta, as `YYYY-MM-DD`: `12 Maret 2024`, `12-3-24`. A day without its year asks,
 * this year's or the one before; a day that is still to come is unknown.
 */
export function readPastDate(typed: string, now: Date): Reading<string> {
  if (Number.isNaN(now.getTime())) return unknown;
  const whole = readDay(typed, now);
  if (!('unknown' in whole) || denied.test(typed)) return whole;
  // `tadi udah, 3 feb 2024`: the one day with its year that a sentence holds.
  const [day, ...others] = typed.match(withYear) ?? [];
  return day !== undefined && others.length === 0 ? readDay(day, now) : unknown;
}

const withYear = /(?<![\d/.-])\d{1,2}(?: ?\p{L}{3,9} ?|[-/.]\d{1,2}[-/.])\d{4}(?!\d)/gu;
const denied =
  /(?<!\p{L})(?:bukan|jangan|salah|keliru|not|wrong|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|\w+day)(?!\p{L})/iu;

function readDay(typed: string, now: Date): Reading<string> {
  const today = isoOf(dayAt(now));
  const text = plainly(typed);
  const said = readDate(text, now);
  if ('value' in said && said.value === today) return said;
  for (const reach of reaches) {
    const here = readDate(text, yearsBefore(now, reach));
    if (!('value' in here)) continue;
    const there = readDate(text, yearsBefore(now, reach - 1));
    // What is said with its year is the same day from wherever one looks.
    if ('value' in there && there.value === here.value) return here.value <= today ? here : unknown;
    // A weekday, or `besok`, is no date of the calendar: it goes with the day on which it is said.
    const elsewhere = readDate(text, hundredDaysBefore(yearsBefore(now, reach)));
    const isDate = 'value' in elsewhere && elsewhere.value.slice(4) === here.value.slice(4);
    return isDate ? doubt(latest(here.value, today)) : unknown;
  }
  return unknown;
}

/** `5 maret kmrn 2024`, `5 mart 2024`: what stands between a month and its year, and a slip in its name. */
const plainly = (typed: string): string =>
  typed
    .replace(/(?<=\p{L}{3}) +(?:kmrn|kemarin|kemaren|lalu|thn|tahun)(?= +\d{4}(?!\d))/giu, '')
    .replace(/(?<=\d ?)(\p{L}{4,10})(?= ?\d{2,4}(?!\d))/gu, (word) => monthNear(word) ?? word);

function monthNear(word: string): string | undefined {
  const said = word.toLowerCase();
  if (months.has(said)) return undefined;
  const near = [...months.keys()].filter((name) => name.length > 3 && slips(said, name, 1) <= 1);
  return new Set(near.map((name) => months.get(name))).size === 1 ? near[0] : undefined;
}

function yearsBefore(now: Date, years: number): Date {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() - years);
  return then;
}

const hundredDaysBefore = (at: Date) => new Date(at.getTime() - 100 * 24 * 3600_000);

/** `2016-03-12`, whose year nobody said: the last two that were. */
function latest(day: string, today: string): string[] {
  const { year } = partsOf(dayAt(new Date(`${today}T05:00:00Z`)));
  return [year, year - 1, year - 2]
    .map((each) => `${each}${day.slice(4)}`)
    .filter((each) => each <= today)
    .slice(0, 2);
}
