import { z } from 'zod';
import { defineAction } from '../action.ts';
import { holderAt } from './holder.ts';

/** Announcements stop at once; what the person is part of (a promise, a request) is still told. */
export const quiet = defineAction({
  name: 'person.quiet',
  says: 'Stops announcements to the person.',
  needs: z.object({}),
  ends: {
    quiet: z.object({}),
    /** Nothing is kept of them, so no announcement can reach them. */
    unknown: z.object({}),
  },
  example: {},
  async run(_, { records, chat, now }) {
    // Whatever they agreed to: nobody is kept listening because a text has changed since.
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: {} };
    await records.db.person.updateMany({
      where: { id: { in: holder.ids }, quietAt: null },
      data: { quietAt: now },
    });
    return { end: 'quiet', gives: {} };
  },
});
