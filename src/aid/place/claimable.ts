import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { livingHead } from './records.ts';

/** Said right after the place is named: nobody answers five questions for a place that another heads. */
export const claimable = defineAction({
  name: 'place.claimable',
  says: 'Whether the person may ask for this place: it has no checked head, or they are its head.',
  needs: z.object({ place: shapes.place(), rw: z.int().min(1).max(99).optional() }),
  ends: { free: z.object({}), taken: z.object({}) },
  reads: true,
  example: { place: { kelurahan: '31.75.02.1001', label: 'Kelurahan Pulo Gadung' }, rw: 3 },
  async run({ place, rw }, { records, chat, now }) {
    const head = await records.db.headship.findFirst({
      where: {
        place: { kelurahanCode: place.kelurahan, rw: place.rw ?? rw ?? 0 },
        ...livingHead(now),
      },
    });
    const person = head && (await speakerOf(records, chat));
    return head && head.personId !== person?.id
      ? { end: 'taken', gives: {} }
      : { end: 'free', gives: {} };
  },
});
