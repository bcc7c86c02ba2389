import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { sentFile } from '../media/records.ts';
import { isPictured } from './rules.ts';

/** A photo, or the word that it comes later. */
export const photoAnswer = () => z.union([sentFile(), z.literal('later')]);

export const pictured = defineAction({
  name: 'handover.pictured',
  says: 'How it stands with the photo of what came, and why some is damaged, for the summary.',
  needs: z.object({
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    damage: z.string().max(500).optional(),
    nature: z.enum(Nature),
    photo: photoAnswer().optional(),
  }),
  ends: {
    known: z.object({
      state: z.enum(['given', 'later', 'none']),
      /** A list of one or none: what was said of the damaged ones, while there are any. */
      damage: z.array(z.object({ why: shapes.text() })),
    }),
  },
  reads: true,
  example: { came: 92, damaged: 3, damage: 'beras basah', nature: 'goods', photo: 'later' },
  async run({ came, damaged = 0, damage, nature, photo }) {
    const why = damaged > 0 && damage !== undefined ? [{ why: damage }] : [];
    if (!isPictured(nature, came)) return known('none', why);
    return known(photo === undefined || photo === 'later' ? 'later' : 'given', why);
  },
});

const known = (state: 'none' | 'later' | 'given', damage: { why: string }[]) =>
  ({ end: 'known', gives: { state, damage } }) as const;
