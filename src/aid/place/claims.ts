import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeHour } from '../../language/moment.ts';
import { defineAction } from '../action.ts';
import { deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { labelOfPlace } from './records.ts';
import { shortened } from './rules.ts';
import { waitingClaims } from './waiting.ts';

/**
 * `RW 07 Jatinegara Kaum · 1, Selasa 13.10`: two who say that they head one place are told apart by when they did. Whose claim it
 * is is shown by `place.claim`, which keeps that somebody looked.
 */
function besideTime(place: string, number: number, at: Date): Label {
  const label = (tongue: 'id' | 'en') => {
    const when = ` · ${number}, ${writeHour(at, tongue)}`;
    return `${shortened(place).slice(0, 40 - when.length)}${when}`;
  };
  return { id: label('id'), en: label('en') };
}

export const claims = defineAction({
  name: 'place.claims',
  says: 'The registrations that an officer is to check, the longest-waiting first.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(shapes.choice()) }),
    /** Nothing waits, or works for nobody. */
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await waitingClaims(records, desk) : [];
    if (rows.length === 0) return { end: 'none', gives: {} };
    const shown = rows.slice(0, mostShown);
    const places = shown.map(({ place }) => labelOfPlace(place));
    const items = shown.map(({ id, claimedAt }, at) => {
      const place = places[at] ?? '';
      const isAlone = places.filter((other) => other === place).length === 1;
      const number = places.slice(0, at + 1).filter((other) => other === place).length;
      return { key: id, label: isAlone ? shortened(place) : besideTime(place, number, claimedAt) };
    });
    return { end: 'list', gives: { items } };
  },
});
