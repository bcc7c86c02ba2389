import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { adminAt } from './admin.ts';
import { faultOf } from './open.ts';
import { keyOf } from './rules.ts';
import { dated } from './seasons.ts';

/** Before the yes: a name that is taken, and days that do not fit, are told in time. */
export const opening = defineAction({
  name: 'season.opening',
  says: 'What a season would be, shown to an admin before the yes.',
  needs: z.object({
    name: z.string().min(2).max(40),
    from: shapes.date(),
    until: shapes.date().optional(),
  }),
  ends: {
    known: z.object({ until: shapes.label() }),
    /** Another one is called so. */
    taken: z.object({}),
    /** The last day lies before the first, or has passed. */
    dates: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { name: 'Ramadan 2027', from: '2027-02-08', until: '2027-03-09' },
  async run({ name, from, until }, { records, chat, now }) {
    if (!(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    const fault = await faultOf(records, { key: keyOf(name), name, from, until }, now);
    if (fault) return { end: fault, gives: {} };
    return {
      end: 'known',
      gives: { until: dated(until === undefined ? null : new Date(until)) },
    };
  },
});
