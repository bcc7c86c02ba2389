import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeMoment } from '../../language/moment.ts';
import { defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { quietHours } from '../programme/records.ts';
import { afterQuiet } from '../programme/rules.ts';
import { stopped } from '../stop/records.ts';
import { countOf, fillRecipients, reachedOf } from './audience.ts';
import { forWhom, heldAnnouncement, tally } from './records.ts';
import { audienceShape, numberOf, versionOf, whoLabels } from './rules.ts';
import { inSentence } from './understood.ts';

/** Nobody sends to hundreds by a slip: the number of who gets it is typed, and it is the number of now. */
export const confirm = defineAction({
  name: 'announcement.confirm',
  says: 'Begins an announcement, or sets when it begins, once an admin has typed how many get it.',
  needs: z.object({
    draft: shapes.text(),
    /** Of what was shown: another text since then is not what was agreed to. */
    version: shapes.text(),
    typed: shapes.quantity(),
    at: shapes.moment(),
    /** How many it reaches, as the admin was shown. */
    reached: shapes.quantity(),
    urgent: z.string().max(200).optional(),
  }),
  ends: {
    /** `begun` and `held` are lists of one or none: it goes out (`clock`: `14.05 WIB`), or the operator has halted all sends. */
    started: z.object({
      number: shapes.text(),
      at: shapes.moment(),
      begun: z.array(z.object({ number: shapes.text(), clock: shapes.text() })),
      held: z.array(z.object({ number: shapes.text() })),
    }),
    scheduled: z.object({ number: shapes.text(), at: shapes.moment() }),
    /** The number of all who are meant, some of whom do not get it. */
    all: z.object({ all: shapes.quantity(), skipped: shapes.quantity(), who: shapes.label() }),
    other: z.object({ typed: shapes.quantity() }),
    /** Since it was shown people came or left. */
    changed: z.object({ reached: shapes.quantity(), whom: shapes.label() }),
    /** Night has come since the time was chosen, and nothing urgent was said. */
    quiet: z.object({ instead: shapes.moment() }),
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: {
    draft: '019ab000-0000-7000-8000-000000000001',
    version: '1800255900000',
    typed: 588,
    at: '2027-01-18T07:05:00Z',
    reached: 588,
  },
  async run({ draft, version, typed, at, reached: shown, urgent }, { records, chat, now }) {
    const held = await heldAnnouncement(records, draft, { chat, now });
    if (held === 'not-yours') return { end: 'not-yours', gives: {} };
    if (!held || held.row.createdById !== held.desk.person.id) return { end: 'gone', gives: {} };
    const { row, desk } = held;
    const number = numberOf(row);
    const startsAt = new Date(Math.max(Date.parse(at), now.getTime()));
    const isNow = startsAt.getTime() === now.getTime();
    const clock = `${writeMoment(startsAt.toISOString(), 'id').split(', ').at(-1)}`;
    const begins = { number, at: startsAt.toISOString() };
    const isHeld = (await stopped(records, 'sends')) !== undefined;
    const how = { begun: isHeld ? [] : [{ number, clock }], held: isHeld ? [{ number }] : [] };
    const begun = isNow
      ? ({ end: 'started', gives: { ...begins, ...how } } as const)
      : ({ end: 'scheduled', gives: begins } as const);
    if (row.state !== 'draft') {
      // A second delivery of the number hears what the first one did.
      if (row.confirmedAt?.getTime() !== now.getTime()) return { end: 'gone', gives: {} };
      return begun;
    }
    const audience = audienceShape.parse(row.audience);
    const count = await countOf(records, audience, now);
    const reached = reachedOf(count);
    if (versionOf(row) !== version) return { end: 'gone', gives: {} };
    if (reached !== shown)
      return { end: 'changed', gives: { reached, whom: await forWhom(records, row) } };
    if (typed !== reached) {
      if (typed === count.all)
        return {
          end: 'all',
          gives: {
            all: count.all,
            skipped: count.all - reached,
            who: inSentence(whoLabels[audience.who]),
          },
        };
      return { end: 'other', gives: { typed } };
    }
    const instead = afterQuiet(startsAt, await quietHours(records, startsAt));
    if (urgent === undefined && instead > startsAt)
      return { end: 'quiet', gives: { instead: instead.toISOString() } };
    await fillRecipients(records, row.id, { audience, now, startsAt });
    await records.db.announcement.update({
      where: { id: row.id },
      data: {
        state: isNow ? 'sending' : 'scheduled',
        confirmedById: desk.person.id,
        confirmedAt: now,
        startsAt,
        goesOnSince: startsAt,
        changedAt: now,
        urgent: urgent ?? null,
      },
    });
    const { all } = await tally(records, row);
    await audit(records, {
      actor: { as: 'admin', person: desk.person.id },
      what: 'announcement.confirmed',
      on: { kind: 'announcement', id: row.id },
      at: now,
      detail: { number: row.number, reached, all },
    });
    return begun;
  },
});
