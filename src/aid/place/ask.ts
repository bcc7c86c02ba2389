import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { askHead } from './decide.ts';
import { judged, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';

export const ask = defineAction({
  name: 'place.ask',
  says: 'An officer asks the head for what is missing: the photo again, or something else in words.',
  needs: z.object({
    ...judged,
    what: chosen().pipe(z.enum(['photo', 'other'])),
    /** Of the photo what cannot be read: `nomornya`. Otherwise what is missing. The head reads it. */
    missing: z.string().min(3).max(200),
  }),
  ends: {
    asked: z.object({ place: shapes.text() }),
    /** Another officer was first, or the head has been asked and has not answered. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  example: { ...judgedExample, what: 'other', missing: 'nomor SK Lurah yang terbaru' },
  async run({ claim, what, missing }, { records, chat, now }) {
    const judge = await judgeOf(records, claim, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    const ended = await askHead(records, { claim, actor, now, what, missing });
    if (ended === 'already') return { end: 'already', gives: {} };
    return { end: 'asked', gives: { place: labelOfPlace(row.place) } };
  },
});
