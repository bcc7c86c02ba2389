import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { labelOfPlace, livingHead, withKelurahan } from '../place/records.ts';

export const headed = defineAction({
  name: 'need.headed',
  says: 'The places that the person heads and asks for: checked, and in their term.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(shapes.choice().extend({ households: shapes.quantity() })) }),
    /** Heads none that is checked. */
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    const headed = person
      ? await records.db.headship.findMany({
          where: { personId: person.id, ...livingHead(now) },
          orderBy: { verifiedAt: 'asc' },
          include: { place: { include: withKelurahan } },
        })
      : [];
    if (headed.length === 0) return { end: 'none', gives: {} };
    const items = headed.map(({ place }) => ({
      key: place.id,
      label: labelOfPlace(place).slice(0, 60),
      households: Number(place.households ?? 0),
    }));
    return { end: 'list', gives: { items } };
  },
});
