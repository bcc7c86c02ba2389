import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { listed } from './rules.ts';
import { dayOf } from './waiting.ts';

/** The reports that nobody has settled: of an admin alone. */
export async function waitingReports({ db }: Records, desk: Desk) {
  if (!desk.isAdmin) return [];
  return db.report.findMany({
    where: { settledAt: null },
    orderBy: [{ reportedAt: 'asc' }, { id: 'asc' }],
  });
}

export const reported = defineAction({
  name: 'inquiry.reported',
  says: 'The reports of levies that nobody has settled, for an admin.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await waitingReports(records, desk) : [];
    const items = rows.slice(0, mostShown).map(({ id, reportedAt }, index) => ({
      key: id,
      label: listed(index, dayOf(reportedAt)),
    }));
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});
