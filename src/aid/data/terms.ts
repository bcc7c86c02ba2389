import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { retention } from '../../store/retention.ts';
import { defineAction } from '../action.ts';

/** The periods that texts quote, from the one table (store/retention.ts). */
export const terms = defineAction({
  name: 'data.terms',
  says: 'For how long data about people are kept, in the words of the retention table.',
  needs: z.object({}),
  ends: {
    known: z.object({
      person: shapes.label(),
      conversation: shapes.label(),
      withdrawn: shapes.label(),
      erasing: shapes.label(),
    }),
  },
  reads: true,
  example: {},
  async run() {
    const { person, conversation, withdrawn, erasing } = retention;
    return {
      end: 'known',
      gives: {
        person: person.words,
        conversation: conversation.words,
        withdrawn: withdrawn.words,
        erasing: erasing.words,
      },
    };
  },
});
