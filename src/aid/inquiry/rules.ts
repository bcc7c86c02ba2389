import type { Label } from '../../chat/message.ts';
import type { Scope } from '../staff/rules.ts';

/** The field or the kelurahan that a question is about; neither where it is about something else. */
export interface About {
  fieldKey: string | null;
  areaCode: string | null;
}

/** Whose question it is to answer: of the SKPD of a field, or of a kelurahan; undefined for the admins'. */
export function scopeOf({ fieldKey, areaCode }: About): Scope | undefined {
  if (fieldKey !== null) return { field: fieldKey };
  return areaCode === null ? undefined : { area: areaCode };
}

/** What stands in a list: its place there, whom it is from and when, never what it says: `2, Pak Budi, Rabu, 25 …`. */
export function listed(index: number, day: Label, called?: string): Label {
  const from = called === undefined ? '' : `${called}, `;
  const label = (date: string) => `${index + 1}, ${from}${date}`.slice(0, 40);
  return { id: label(day.id), en: label(day.en) };
}

/** A question or a report has so many characters at least, so that it can be acted upon. */
export const shortest = 5;
export const longest = 500;
