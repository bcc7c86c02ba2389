import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown, scopeOfPackage } from '../staff/rules.ts';
import { since, waitsForOfficer, withCase } from './cases.ts';
import { receiptChoices } from './records.ts';

/** The deliveries in this desk's queue, the longest-waiting first. */
export async function waitingHandovers(records: Records, desk: Desk): Promise<{ id: string }[]> {
  const rows = await records.db.handover.findMany({
    where: waitsForOfficer,
    include: withCase,
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.filter((row) => desk.sees(scopeOfPackage(row.package), since(row)));
}

export const waiting = defineAction({
  name: 'handover.waiting',
  says: 'The counts and receipts that an officer is to look at, the longest-waiting first.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(shapes.choice()) }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await waitingHandovers(records, desk) : [];
    const items = await receiptChoices(records, rows.slice(0, mostShown));
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});
