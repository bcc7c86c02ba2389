import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { PlaceKind } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { sentFile } from '../media/records.ts';
import { speakerOf } from '../person/records.ts';
import { claimId } from './kept.ts';
import { countedLabel, untilLabel, writtenLetter } from './rules.ts';

type Come = 'given' | 'later';
const unknown = { id: 'belum diketahui', en: 'not known yet' };
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
    /** Of the letter; without them it is still to come. */
    number: z.string().max(60).optional(),
    dated: shapes.date().optional(),
    photo: z.union([sentFile(), z.literal('later')]).optional(),
    /** The last day of the letter; without it, it has none. */
    ends: shapes.date().optional(),
    /** The claim that is sent again: what was sent with it is there still. */
    claim: claimId().optional(),
  }),
  ends: {
    reads: z.object({
      counted: shapes.label(),
      written: shapes.label(),
      until: shapes.label(),
      photo: shapes.label(),
      /** Whether the photo, and the number of the letter, are still to come. */
      pictured: z.enum(['given', 'later']),
      numbered: z.enum(['given', 'later']),
    }),
  },
  reads: true,
  example: { households: 820 },
  async run({ kind = 'rw', households, number, dated, photo, ends, claim }, { records, chat }) {
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
    const pictured: Come = typeof photo === 'object' || sent > 0 ? 'given' : 'later';
    const numbered: Come = number !== undefined && dated !== undefined ? 'given' : 'later';
    return {
      end: 'reads',
      gives: {
        counted: countedLabel(kind, households),
        written: writtenLetter(number, dated),
        until: numbered === 'given' ? untilLabel(ends) : unknown,
        photo: pictures[pictured],
        pictured,
        numbered,
      },
    };
  },
});
