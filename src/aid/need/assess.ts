import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { approveNeed } from './approve.ts';
import { openCase, undecided } from './case.ts';

export const approve = defineAction({
  name: 'need.approve',
  says: 'An officer approves what is asked for, or less or more with a reason; the head is told.',
  needs: z.object({
    need: chosen(),
    /** The version that was read. */
    version: z.int(),
    amount: shapes.quantity().min(1).optional(),
    reason: z.string().min(1).max(300).optional(),
  }),
  ends: {
    approved: z.object({
      number: shapes.text(),
      place: shapes.text(),
      unit: shapes.label(),
      approved: shapes.quantity(),
    }),
    /** Another quantity than was asked for. */
    'reason-needed': z.object({}),
    /** So much is promised and received already. */
    'below-floor': z.object({ floor: shapes.quantity() }),
    /** The place has such a request open to donors. */
    blocked: z.object({}),
    ...undecided,
  },
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' }, version: 1 },
  async run({ need: number, version, amount, reason }, { records, chat, now }) {
    const opened = await openCase(records, number, { chat, now });
    if ('end' in opened) return opened;
    const { need, actor } = opened;
    const ended = await approveNeed(records, {
      number: need.number,
      version,
      actor,
      now,
      ...(amount !== undefined && { quantity: amount }),
      ...(reason !== undefined && { reason }),
    });
    switch (ended.end) {
      case 'approved':
        return { end: 'approved', gives: { ...ended.gives, unit: need.unit } };
      case 'already':
        return { end: 'moved', gives: { by: ended.gives.by } };
      case 'below-floor':
        return { end: 'below-floor', gives: ended.gives };
      case 'reason-needed':
        return { end: 'reason-needed', gives: {} };
      case 'unknown':
        return { end: 'unknown', gives: {} };
      default:
        return { end: 'blocked', gives: {} };
    }
  },
});
