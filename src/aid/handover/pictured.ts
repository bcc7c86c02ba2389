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
  says: 'How it stands with the photo of what came, for the summary.',
  needs: z.object({
    came: shapes.quantity(),
    nature: z.enum(Nature),
    photo: photoAnswer().optional(),
  }),
  ends: { known: z.object({ state: z.enum(['given', 'later', 'none']) }) },
  reads: true,
  example: { came: 92, nature: 'goods', photo: 'later' },
  async run({ came, nature, photo }) {
    if (!isPictured(nature, came)) return known('none');
    return known(photo === undefined || photo === 'later' ? 'later' : 'given');
  },
});

const known = (state: 'none' | 'later' | 'given') => ({ end: 'known', gives: { state } }) as const;
