import { z } from 'zod';
import { defineAction } from '../action.ts';
import { agrees, holderAt } from './holder.ts';

export const listening = defineAction({
  name: 'person.listening',
  says: 'Lets announcements reach the person again.',
  needs: z.object({}),
  ends: { listening: z.object({}), unknown: z.object({}) },
  example: {},
  async run(_, { records, chat }) {
    const holder = await holderAt(records, chat);
    if (!holder || !(await agrees(records, holder.ids))) return { end: 'unknown', gives: {} };
    await records.db.person.updateMany({
      where: { id: { in: holder.ids }, quietAt: { not: null } },
      data: { quietAt: null },
    });
    return { end: 'listening', gives: {} };
  },
});
