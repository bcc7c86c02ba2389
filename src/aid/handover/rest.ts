import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';

export const rest = defineAction({
  name: 'handover.rest',
  says: 'Whether something of the promise is open to donors again.',
  needs: z.object({ open: shapes.quantity() }),
  ends: { open: z.object({}), whole: z.object({}) },
  reads: true,
  example: { open: 11 },
  run: async ({ open }) => (open > 0 ? { end: 'open', gives: {} } : { end: 'whole', gives: {} }),
});
