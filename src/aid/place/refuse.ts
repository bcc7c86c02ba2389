import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { refuseClaim } from './decide.ts';
import { changed, decided, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';

export const refuse = defineAction({
  name: 'place.refuse',
  says: 'An officer refuses a registration, with why and what can be done; the head may correct it.',
  needs: z.object({
    ...decided,
    reason: z.string().min(3).max(200),
    remedy: z.string().min(3).max(200),
  }),
  ends: {
    refused: z.object({ place: shapes.text() }),
    changed,
    /** Another officer was first. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  example: {
    ...judgedExample,
    reason: 'SK itu atas nama orang lain',
    remedy: 'kirim SK yang terbaru',
  },
  async run({ claim, seen, reason, remedy }, { records, chat, now }) {
    const judge = await judgeOf(records, claim, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    const ended = await refuseClaim(records, { claim, actor, now, seen, reason, remedy });
    if (ended !== 'refused') return { end: ended, gives: {} };
    return { end: 'refused', gives: { place: labelOfPlace(row.place) } };
  },
});
