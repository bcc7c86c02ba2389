import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

export const reach = defineAction({
  name: 'person.reach',
  says: 'Whether the person has given a phone number, so that it need not be asked again.',
  needs: z.object({}),
  ends: { reachable: z.object({ phone: shapes.phone() }), unreachable: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const phone = (await speakerOf(records, chat))?.phone;
    return phone === undefined
      ? { end: 'unreachable', gives: {} }
      : { end: 'reachable', gives: { phone } };
  },
});
