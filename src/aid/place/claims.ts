import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { labelOfPlace } from './records.ts';
import { shortened } from './rules.ts';
import { waitingClaims } from './waiting.ts';

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
    const items = rows
      .slice(0, mostShown)
      .map(({ id, place }) => ({ key: id, label: shortened(labelOfPlace(place)) }));
    return { end: 'list', gives: { items } };
  },
});
