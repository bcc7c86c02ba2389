import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { versionOf } from './cases.ts';
import { judged, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';
import { rivalsOf } from './rivals.ts';
import { seen, seenOf } from './seen.ts';

const shown = seen.extend({
  place: shapes.text(),
  /** Whether another person heads the place, or says so too. */
  contested: z.enum(['yes', 'no']),
  /** Whether another person's office lives there. */
  headed: z.enum(['yes', 'no']),
  /** Whether the number of the letter is there: without it nothing can be approved. */
  lettered: z.enum(['yes', 'no']),
  /** What was read: what is sent again since is not decided unseen. */
  version: shapes.text(),
  /** A list of one or none: what an officer had asked for, or refused it for, before it was sent again. */
  earlier: z.array(z.object({ words: shapes.text() })),
});
const rival = seen.extend({ state: shapes.label() });

const states = {
  verified: { id: 'sudah dicek, masih menjabat', en: 'checked, in office' },
  claimed: { id: 'menunggu dicek', en: 'waits to be checked' },
};

export const claim = defineAction({
  name: 'place.claim',
  says: 'Shows an officer a registration, beside whoever else says that they head the place; the look is on record.',
  needs: z.object(judged),
  ends: {
    alone: shown,
    /** Another person heads the place, or says so too. */
    conflict: shown.extend({ others: z.array(rival) }),
    /** Decided meanwhile. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  example: judgedExample,
  async run({ claim: id }, { records, chat, now }) {
    const judge = await judgeOf(records, id, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    if (row.state !== 'claimed') return { end: 'already', gives: {} };
    const rivals = await rivalsOf(records, row, now);
    for (const each of [row, ...rivals])
      await audit(records, {
        actor,
        what: 'headship.seen',
        on: { kind: 'headship', id: each.id },
        at: now,
      });
    const yes = (isSo: boolean) => (isSo ? 'yes' : 'no');
    const gives = {
      ...seenOf(records, row),
      place: labelOfPlace(row.place),
      contested: yes(rivals.length > 0),
      headed: yes(rivals.some(({ state }) => state === 'verified')),
      lettered: yes(!row.letterLater),
      version: versionOf(row),
      earlier: row.reason === null ? [] : [{ words: row.reason }],
    } as const;
    const others = rivals.map((each) => ({
      ...seenOf(records, each),
      state: each.state === 'verified' ? states.verified : states.claimed,
    }));
    return others.length > 0
      ? { end: 'conflict', gives: { ...gives, others } }
      : { end: 'alone', gives };
  },
});
