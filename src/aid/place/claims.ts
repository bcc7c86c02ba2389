import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { readPerson } from '../person/records.ts';
import { deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { labelOfPlace } from './records.ts';
import { shortened } from './rules.ts';
import { waitingClaims } from './waiting.ts';

/** `RW 07 Jatinegara Kaum · Pak Tejo`: two who say that they head one place are told apart by their names. */
const besideName = (place: string, who: string): string => {
  const name = ` · ${who}`.slice(0, 20);
  return `${shortened(place).slice(0, 40 - name.length)}${name}`;
};

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
    const items = shown.map(({ id, person }, at) => {
      const place = places[at] ?? '';
      const isAlone = places.filter((other) => other === place).length === 1;
      const who = person && readPerson(records, person).called;
      return { key: id, label: isAlone || !who ? shortened(place) : besideName(place, who) };
    });
    return { end: 'list', gives: { items } };
  },
});
