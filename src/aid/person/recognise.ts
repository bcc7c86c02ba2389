import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

/** Somebody who agreed, and stopped before giving a name, is asked from the start again. */
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
    new: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (person?.name === undefined || person.called === undefined) return { end: 'new', gives: {} };
    const { name, called, phone } = person;
    return { end: 'known', gives: { name, called, ...(phone !== undefined && { phone }) } };
  },
});
