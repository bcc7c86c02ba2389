import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { openMedia } from '../media/open.ts';
import { mediaOf } from '../media/records.ts';
import { heldCase } from './cases.ts';
import { receiptOf } from './records.ts';

const which = z.object({ place: shapes.text() });

/** The photo goes out as a message of its own, on the officer's channel; the look is on record. */
export const photo = defineAction({
  name: 'handover.photo',
  says: 'Sends an officer the photo of the goods that the head sent with the count.',
  needs: z.object({ handover: chosen() }),
  ends: {
    sent: which,
    /** On its way to us. */
    awaited: which,
    /** None was sent, or none could be kept. */
    none: which,
    'not-yours': z.object({}),
  },
  example: { handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' } },
  async run({ handover: id }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    const { number, place } = await receiptOf(records, id);
    const all = await mediaOf(records, { handover: id });
    const newest = all.find(({ state }) => state !== 'refused') ?? all[0];
    if (!newest) return { end: 'none', gives: { place } };
    const actor = { as: held.as, person: held.desk.person.id };
    const about = `${place}, ${number}`;
    const opened = await openMedia(records, newest.id, { actor, now, about });
    const end = opened === 'sent' || opened === 'awaited' ? opened : 'none';
    return { end, gives: { place } };
  },
});
