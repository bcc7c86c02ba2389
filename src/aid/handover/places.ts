import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { labelOfPlace, livingHead, withKelurahan } from '../place/records.ts';

export const places = defineAction({
  name: 'handover.places',
  says: 'The places that the person heads, and receives for.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    const rows = person
      ? await records.db.place.findMany({
          where: { headships: { some: { personId: person.id, ...livingHead(now) } } },
          include: withKelurahan,
          orderBy: { createdAt: 'asc' },
        })
      : [];
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = rows.map((row) => ({ key: row.id, label: labelOfPlace(row) }));
    return { end: 'list', gives: { items } };
  },
});
