import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { quietHours } from './records.ts';
import { contactTime } from './rules.ts';

export const contact = defineAction({
  name: 'programme.contact',
  says: 'How long donors have to contact the head, as the programme has it now.',
  needs: z.object({}),
  ends: { known: z.object({ time: shapes.label() }) },
  reads: true,
  example: {},
  async run(_, { records, now }) {
    return { end: 'known', gives: { time: contactTime(await quietHours(records, now)) } };
  },
});
