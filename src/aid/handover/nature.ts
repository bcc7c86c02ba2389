import { z } from 'zod';
import { Nature } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';

/** The promise was found by its code, picked from a list, or there is none: what came has the nature of its package. */
export const nature = defineAction({
  name: 'handover.nature',
  says: 'The nature of what came; only goods are photographed.',
  needs: z.object({
    matched: z.enum(Nature).optional(),
    promised: z.enum(Nature).optional(),
    unpledged: z.enum(Nature).optional(),
  }),
  ends: {
    /** `later` is what the photo's answer becomes with *Foto nanti*. */
    known: z.object({ nature: z.enum(Nature), later: z.literal('later') }),
  },
  reads: true,
  example: { matched: 'goods' },
  async run({ matched, promised, unpledged }) {
    const found = matched ?? promised ?? unpledged ?? 'goods';
    return { end: 'known', gives: { nature: found, later: 'later' as const } };
  },
});
