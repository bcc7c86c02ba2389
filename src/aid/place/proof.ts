import { z } from 'zod';
import { defineAction } from '../action.ts';
import { openMedia } from '../media/open.ts';
import { mediaOf } from '../media/records.ts';
import { readPerson } from '../person/records.ts';
import { judged, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';
import { rivalsOf } from './rivals.ts';

/** The photos go out as messages of their own, on the officer's channel; each look is on record. */
export const proof = defineAction({
  name: 'place.proof',
  says: 'Sends an officer the photo of the letter, and those of whoever else says that they head the place.',
  needs: z.object(judged),
  ends: {
    sent: z.object({}),
    /** On its way to us. */
    awaited: z.object({}),
    /** None was sent, or none could be kept. */
    none: z.object({}),
    'not-yours': z.object({}),
  },
  example: judgedExample,
  async run({ claim: id }, { records, chat, now }) {
    const judge = await judgeOf(records, id, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    const ends = [];
    for (const each of [row, ...(await rivalsOf(records, row, now))]) {
      const all = await mediaOf(records, { headship: each.id });
      const newest = all.find(({ state }) => state !== 'refused') ?? all[0];
      if (!newest) continue;
      const { called = '?' } = each.person ? readPerson(records, each.person) : {};
      const about = `${labelOfPlace(each.place)}, ${called}`;
      ends.push(await openMedia(records, newest.id, { actor, now, about }));
    }
    if (ends.includes('sent')) return { end: 'sent', gives: {} };
    return { end: ends.includes('awaited') ? 'awaited' : 'none', gives: {} };
  },
});
