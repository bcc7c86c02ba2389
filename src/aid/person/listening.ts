import { z } from 'zod';
import { defineAction } from '../action.ts';
import { agrees, holderAt } from './holder.ts';

export const listening = defineAction({
  name: 'person.listening',
  says: 'Lets announcements reach the person again.',
  needs: z.object({}),
  ends: {
    listening: z.object({}),
    /** They took their consent back: nothing is announced to them without it. */
    withdrawn: z.object({}),
    unknown: z.object({}),
  },
  example: {},
  async run(_, { records, chat }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: {} };
    if (!(await agrees(records, holder.ids))) return { end: 'withdrawn', gives: {} };
    await records.db.person.updateMany({
      where: { id: { in: holder.ids }, quietAt: { not: null } },
      data: { quietAt: null },
    });
    return { end: 'listening', gives: {} };
  },
});
