import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { askHead } from './decide.ts';
import { changed, decided, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';

/** The message says itself that it cannot be read: of `tglnya gak kebaca` the head is told of `tglnya`. */
const unreadable =
  /[\s,]+(?:(?:yg|yang|masih|is)\s+)*(?:tdk|tidak|gak|ga|gk|nggak|ngga|blm|belum|kurang|cannot|not)\s+(?:bisa |dapat |be )?(?:ter|ke|di)?(?:baca|lihat|liat|jelas|readable|read)\w*[\s.!]*$/iu;

export const ask = defineAction({
  name: 'place.ask',
  says: 'An officer asks the head for what is missing: the photo again, or something else in words.',
  needs: z.object({
    ...decided,
    /** Of the photo of the letter: what cannot be read, `nomornya`. The head reads it. */
    part: z.string().min(3).max(200).optional(),
    /** Something else that is missing, in the officer's words; of one of the two only the photo. */
    missing: z.string().min(3).max(200).optional(),
  }),
  ends: {
    asked: z.object({ place: shapes.text() }),
    changed,
    /** Another officer was first, or the head has been asked and has not answered. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  example: { ...judgedExample, missing: 'nomor SK Lurah yang terbaru' },
  async run({ claim, seen, part, missing = '' }, { records, chat, now }) {
    const judge = await judgeOf(records, claim, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    const asked =
      part === undefined
        ? ({ what: 'other', missing } as const)
        : ({ what: 'photo', missing: part.replace(unreadable, '') } as const);
    if (asked.missing === '') return { end: 'already', gives: {} };
    const ended = await askHead(records, { claim, actor, now, seen, ...asked });
    if (ended !== 'asked') return { end: ended, gives: {} };
    return { end: 'asked', gives: { place: labelOfPlace(row.place) } };
  },
});
