import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { PlaceKind } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { sentFile } from '../media/records.ts';
import { speakerOf } from '../person/records.ts';
import { claimId } from './kept.ts';
import { countedLabel, untilLabel } from './rules.ts';

const pictures = {
  given: { id: 'ada', en: 'sent' },
  later: { id: 'nanti', en: 'later' },
};

export const summary = defineAction({
  name: 'place.summary',
  says: 'How a registration reads before it is sent: whom the place counts, and whether there is a photo of the letter.',
  needs: z.object({
    kind: chosen().pipe(z.enum(PlaceKind)).optional(),
    households: shapes.quantity().min(1),
    photo: z.union([sentFile(), z.literal('later')]).optional(),
    /** The last day of the letter; without it, it has none. */
    ends: shapes.date().optional(),
    /** The claim that is sent again: what was sent with it is there still. */
    claim: claimId().optional(),
  }),
  ends: {
    reads: z.object({ counted: shapes.label(), until: shapes.label(), photo: shapes.label() }),
  },
  reads: true,
  example: { households: 820 },
  async run({ kind = 'rw', households, photo, ends, claim }, { records, chat }) {
    const person = claim ? await speakerOf(records, chat) : undefined;
    const sent = person
      ? await records.db.headship.count({
          where: {
            id: claim ?? '',
            personId: person.id,
            proof: 'given',
            state: { not: 'verified' },
          },
        })
      : 0;
    const picture = typeof photo === 'object' || sent > 0 ? pictures.given : pictures.later;
    return {
      end: 'reads',
      gives: { counted: countedLabel(kind, households), until: untilLabel(ends), photo: picture },
    };
  },
});
