import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

export const recognise = defineAction({
  name: 'person.recognise',
  says: 'Whether the person has agreed to be known and has given a name.',
  needs: z.object({}),
  ends: {
    known: z.object({
      name: shapes.text(),
      /** How they are addressed, e.g. `Bu Ani`. */
      called: shapes.text(),
      phone: shapes.phone().optional(),
    }),
    /** Has agreed, and stopped before giving a name. */
    nameless: z.object({}),
    new: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'new', gives: {} };
    const { name, called, phone } = person;
    if (name === undefined || called === undefined) return { end: 'nameless', gives: {} };
    return { end: 'known', gives: { name, called, ...(phone !== undefined && { phone }) } };
  },
});
