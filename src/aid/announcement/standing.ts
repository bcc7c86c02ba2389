import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { AnnouncementState } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { deskOf } from '../staff/desk.ts';
import { findNumbered, forWhom, tally } from './records.ts';
import { numberIn, numberOf } from './rules.ts';

const report = z.object({
  number: shapes.text(),
  whom: shapes.label(),
  state: z.enum(AnnouncementState),
  begins: shapes.moment(),
  all: shapes.quantity(),
  sent: shapes.quantity(),
  waiting: shapes.quantity(),
  blocked: shapes.quantity(),
  failed: shapes.quantity(),
  uncertain: shapes.quantity(),
  skipped: shapes.quantity(),
  expired: shapes.quantity(),
  /** A list of one or none: since when the operator has halted all sends. */
  halted: z.array(z.object({ since: shapes.moment() })),
});
const ends = {
  scheduled: report,
  sending: report,
  paused: report,
  /** Done, or stopped. */
  over: report,
  unknown: z.object({}),
  'not-yours': z.object({}),
};

export const standing = defineAction({
  name: 'announcement.standing',
  says: 'How an announcement stands, in counts that add up to its audience.',
  needs: z.object({ number: z.union([z.string().max(60), shapes.choice()]) }),
  ends,
  reads: true,
  example: { number: 'P-118' },
  async run({ number: said }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const typed = typeof said === 'string' ? said : said.key;
    const number = numberIn(typed) ?? (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : undefined);
    const row = number === undefined ? null : await findNumbered(records, number);
    if (!row) return { end: 'unknown', gives: {} };
    const { all, sent, waiting, blocked, failed, uncertain, skipped, expired } = await tally(
      records,
      row,
    );
    const stop = await records.db.stop.findUnique({ where: { what: 'sends' } });
    const gives = {
      halted: stop ? [{ since: stop.since.toISOString() }] : [],
      number: numberOf(row),
      whom: await forWhom(records, row),
      state: row.state,
      begins: (row.startsAt ?? row.createdAt).toISOString(),
      ...{ all, sent, waiting, blocked, failed, uncertain, skipped, expired },
    };
    const { state } = row;
    if (state === 'scheduled' || state === 'sending' || state === 'paused')
      return { end: state, gives };
    return { end: 'over', gives };
  },
});
