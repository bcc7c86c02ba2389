import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { currentProgramme } from '../programme/records.ts';
import { stopped } from '../stop/records.ts';

/** Asked before anybody answers a question in vain; `pledge.confirm` looks again. */
export const taken = defineAction({
  name: 'pledge.taken',
  says: 'Whether new pledges are taken now.',
  needs: z.object({}),
  ends: {
    taken: z.object({}),
    /** The operator has halted them, for this reason. */
    stopped: z.object({ why: shapes.label() }),
    /** No programme runs. */
    closed: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, now }) {
    const why = await stopped(records, 'pledges');
    if (why) return { end: 'stopped', gives: { why } };
    const programme = await currentProgramme(records, now);
    return { end: programme ? 'taken' : 'closed', gives: {} };
  },
});
