import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { quietHours } from '../programme/records.ts';
import { deskOf } from '../staff/desk.ts';
import { countOf, reachedOf, waitingNow } from './audience.ts';
import { lastAt } from './last.ts';
import { forWhom } from './records.ts';
import { audienceShape, numberOf, versionOf } from './rules.ts';

export const ready = defineAction({
  name: 'announcement.ready',
  says: 'What an admin sees before confirming: how many, from when, when the last one has it, and the number to pass on.',
  needs: z.object({
    draft: shapes.text(),
    version: shapes.text(),
    at: shapes.moment(),
    /** Why it may go out in the quiet hours. */
    urgent: z.string().max(200).optional(),
  }),
  ends: {
    ready: z.object({
      number: shapes.text(),
      whom: shapes.label(),
      reached: shapes.quantity(),
      last: shapes.moment(),
    }),
    /** It was confirmed already, or is another's. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: {
    draft: '019ab000-0000-7000-8000-000000000001',
    version: '1800255900000',
    at: '2027-01-18T07:05:00Z',
  },
  async run({ draft, version, at, urgent }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const row = await records.db.announcement.findFirst({
      where: { id: draft, state: 'draft', createdById: desk.person.id },
      include: { corrects: true },
    });
    if (!row || versionOf(row) !== version) return { end: 'gone', gives: {} };
    const count = await countOf(records, audienceShape.parse(row.audience), now);
    const begins = new Date(Math.max(Date.parse(at), now.getTime()));
    // Whoever waits for an announcement that is under way has theirs first.
    const before = await waitingNow(records);
    const waiting = count.reached.map(({ channel, count: here, silent }) => ({
      channel,
      count: here - silent + (before.get(channel) ?? 0),
    }));
    const hours = await quietHours(records, begins);
    const last = lastAt(waiting, { begins, hours, urgent: urgent !== undefined }).toISOString();
    const gives = {
      number: numberOf(row),
      whom: await forWhom(records, row),
      reached: reachedOf(count),
      last,
    };
    return { end: 'ready', gives };
  },
});
