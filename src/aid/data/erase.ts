import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { retention } from '../../store/retention.ts';
import { defineAction } from '../action.ts';
import { holderAt } from '../person/holder.ts';
import { erase } from './erasure.ts';

/** What is typed to confirm, in either language. A yes is typed too easily. */
const words = ['HAPUS', 'ERASE'];

export const eraseAll = defineAction({
  name: 'data.erase',
  says: 'Erases the person at once, where the word was typed; what they were part of ends, and figures stay.',
  needs: z.object({ word: z.string() }),
  ends: {
    erased: z.object({ at: shapes.moment(), erasing: shapes.label() }),
    /** Another word was typed: nothing is erased. */
    unsure: z.object({}),
    'last-admin': z.object({}),
    unknown: z.object({ kept: shapes.label() }),
  },
  forgets: 'erased',
  example: { word: 'HAPUS' },
  async run({ word }, { records, chat, now }) {
    if (!words.includes(word.replace(/[^a-z]/gi, '').toUpperCase()))
      return { end: 'unsure', gives: {} };
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: { kept: retention.conversation.words } };
    const ended = await erase(records, { holder, as: 'system', now });
    return ended === 'erased'
      ? { end: 'erased', gives: { at: now.toISOString(), erasing: retention.erasing.words } }
      : { end: ended, gives: {} };
  },
});
