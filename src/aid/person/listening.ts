import { z } from 'zod';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

export const listening = defineAction({
  name: 'person.listening',
  says: 'Lets announcements reach the person again.',
  needs: z.object({}),
  ends: { listening: z.object({}), unknown: z.object({}) },
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unknown', gives: {} };
    await records.db.person.updateMany({
      where: { id: person.id, quietAt: { not: null } },
      data: { quietAt: null },
    });
    return { end: 'listening', gives: {} };
  },
});
