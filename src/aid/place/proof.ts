import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { openMedia } from '../media/open.ts';
import { mediaOf } from '../media/records.ts';
import { readPerson } from '../person/records.ts';
import type { ClaimRow } from './cases.ts';
import { judged, judgedExample, judgeOf } from './judging.ts';
import { labelOfPlace } from './records.ts';
import { rivalsOf } from './rivals.ts';

const who = z.object({ who: shapes.text() });
const ends = {
  sent: who,
  /** On its way to us. */
  awaited: who,
  /** None was sent, or none could be kept. */
  none: who,
  'not-yours': z.object({}),
};

/** The photo goes out as a message of its own, on the officer's channel; each look is on record. */
export const proof = defineAction({
  name: 'place.proof',
  says: 'Sends an officer the photo of the letter of who registered, and nobody else’s.',
  needs: z.object(judged),
  ends,
  example: judgedExample,
  async run({ claim: id }, { records, chat, now }) {
    const judge = await judgeOf(records, id, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    return { end: await show(records, row, { actor, now }), gives: { who: called(records, row) } };
  },
});

/** `Pak Slamet`: those of whoever else says that they head the place are asked for by themselves. */
export const rivalProof = defineAction({
  name: 'place.rival-proof',
  says: 'Sends an officer the photos of the letters of whoever else says that they head the place.',
  needs: z.object(judged),
  ends,
  example: judgedExample,
  async run({ claim: id }, { records, chat, now }) {
    const judge = await judgeOf(records, id, { chat, now });
    if (!judge) return { end: 'not-yours', gives: {} };
    const { row, actor } = judge;
    const rivals = await rivalsOf(records, row, now);
    const ends = [];
    for (const rival of rivals) ends.push(await show(records, rival, { actor, now }));
    const gives = { who: rivals.map((rival) => called(records, rival)).join(', ') };
    if (ends.includes('sent')) return { end: 'sent', gives };
    return { end: ends.includes('awaited') ? 'awaited' : 'none', gives };
  },
});

const called = (records: Records, { person }: ClaimRow): string =>
  (person && readPerson(records, person).called) ?? '?';

async function show(
  records: Records,
  row: ClaimRow,
  { actor, now }: { actor: Actor & { person: string }; now: Date },
): Promise<'sent' | 'awaited' | 'none'> {
  const all = await mediaOf(records, { headship: row.id });
  const newest = all.find(({ state }) => state !== 'refused') ?? all[0];
  if (!newest) return 'none';
  const about = `${labelOfPlace(row.place)}, ${called(records, row)}`;
  const opened = await openMedia(records, newest.id, { actor, now, about });
  return opened === 'sent' || opened === 'awaited' ? opened : 'none';
}
