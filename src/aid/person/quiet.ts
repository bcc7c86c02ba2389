import { z } from 'zod';
import { defineAction } from '../action.ts';
import { speakerOf } from './records.ts';

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
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unknown', gives: {} };
    await records.db.person.updateMany({
      where: { id: person.id, quietAt: null },
      data: { quietAt: now },
    });
    return { end: 'quiet', gives: {} };
  },
});
