import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { NeedUrgency } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { placeLabels } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { hoursLater } from '../programme/rules.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown, waitsForOfficer } from '../staff/rules.ts';
import { caseLabel } from './rules.ts';

/** What waits for the decisions of a desk: the urgent ones first, then the oldest. */
export async function waitingNeeds({ db }: Records, desk: Desk, now: Date) {
  const rows = await db.need.findMany({
    where: {
      waitsSince: { not: null },
      // What an officer has asked about waits for the head, but not for ever.
      OR: [{ askedAt: null }, { askedAt: { lte: hoursLater(now, -waitsForOfficer) } }],
    },
    orderBy: [{ urgency: 'asc' }, { waitsSince: 'asc' }, { id: 'asc' }],
    include: { package: { select: { fieldKey: true } } },
  });
  return rows.filter((row) => desk.sees({ field: row.package.fieldKey }, row.waitsSince ?? now));
}

export const waiting = defineAction({
  name: 'need.waiting',
  says: 'The requests that an officer is to assess: the urgent ones first, then the oldest.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          place: shapes.text(),
          unit: shapes.label(),
          amount: shapes.quantity(),
          urgency: z.enum(NeedUrgency),
        }),
      ),
    }),
    none: z.object({}),
    /** Nobody's but an officer's of a field, or an admin's. */
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.roles.some(({ kind }) => kind !== 'kelurahan'))
      return { end: 'not-yours', gives: {} };
    const own = (await waitingNeeds(records, desk, now)).slice(0, mostShown);
    if (own.length === 0) return { end: 'none', gives: {} };
    const places = await placeLabels(
      records,
      own.map(({ placeId }) => placeId),
    );
    const words = await packageWords(
      records,
      own.map(({ packageKey }) => packageKey),
    );
    const items = own.map((row) => {
      const place = places(row.placeId);
      const { unit } = words(row.packageKey);
      const amount = Number(row.wanted ?? row.proposed);
      const label = caseLabel({ place, amount, urgency: row.urgency });
      return { key: row.number, label, place, unit, amount, urgency: row.urgency };
    });
    return { end: 'list', gives: { items } };
  },
});
