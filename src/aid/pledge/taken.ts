import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { currentProgramme } from '../programme/records.ts';
import { nextOpening, opens } from '../programme/running.ts';
import { stopped } from '../stop/records.ts';

/** Asked before anybody answers a question in vain; `pledge.confirm` looks again. */
export const taken = defineAction({
  name: 'pledge.taken',
  says: 'Whether new pledges are taken now; where no programme runs, when the next one opens.',
  needs: z.object({}),
  ends: {
    taken: z.object({}),
    /** The operator has halted them, for this reason. */
    stopped: z.object({ why: shapes.label() }),
    /** No programme runs. */
    closed: z.object({ next: opens }),
  },
  reads: true,
  example: {},
  async run(_, { records, now }) {
    const why = await stopped(records, 'pledges');
    if (why) return { end: 'stopped', gives: { why } };
    if (await currentProgramme(records, now)) return { end: 'taken', gives: {} };
    return { end: 'closed', gives: { next: await nextOpening(records, now) } };
  },
});
