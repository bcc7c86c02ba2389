import { type Day, partsOf } from './calendar.ts';
import type { Token } from './token.ts';

/** What the readers of days know: the words, and the day that it is in Jakarta. */
export interface Dated {
  tokens: readonly Token[];
  today: Day;
}

/** A day, or days, that a sentence names, ending before token `to`. */
export interface Mention {
  to: number;
  /** The days that it can mean, from today on. None where it names one that is past or does not exist. */
  days: Day[];
  /** Its days are to be asked even where there is only one: it is vague. */
  vague?: true;
  /** `date` names a day by itself; the others (`Rabu`, `minggu depan`) may stand beside one and must fit it. */
  kind: 'date' | 'weekday' | 'span';
  /** Whether a date named beside it agrees. Without it, the date must be one of `days`. */
  fits?: (day: Day) => boolean;
  /** Read only where nothing else is: a lone `14`, or `14.10`, which is a time as well. */
  weak?: true;
}

/** Reads a mention that begins at a token, if one does. */
export type MentionReader = (dated: Dated, at: number) => Mention | undefined;

export function wordAt({ tokens }: Dated, at: number): string {
  return tokens[at]?.text ?? '';
}

/** A whole number of at most four digits, or undefined. */
export function numberAt({ tokens }: Dated, at: number): number | undefined {
  const text = tokens[at]?.kind === 'digits' ? tokens[at]?.text : undefined;
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** The first token that is not one of the skipped: `skip(dated, 3, /^(?:,|hari)$/)`. */
export function skip(dated: Dated, at: number, skipped: RegExp): number {
  let next = at;
  while (skipped.test(wordAt(dated, next))) next += 1;
  return next;
}

/** The day of this week (Monday to Sunday) that is a weekday, 0 being Sunday. */
export function inThisWeek(today: Day, weekday: number): Day {
  const since = (partsOf(today).weekday + 6) % 7;
  return today - since + ((weekday + 6) % 7);
}

/** The first such weekday after today. */
export function nextWeekday(today: Day, weekday: number): Day {
  return today + ((weekday - partsOf(today).weekday + 7) % 7 || 7);
}
