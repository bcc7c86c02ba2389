import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import { defineAction, type Records } from '../action.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { askerOf, seesInquiry, withAsker } from './cases.ts';
import { listed } from './rules.ts';

/** The questions in this desk's queue, the longest-waiting first. */
export async function waitingInquiries(records: Records, desk: Desk) {
  const rows = await records.db.inquiry.findMany({
    where: { answeredAt: null },
    include: withAsker,
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.filter((row) => seesInquiry(desk, row));
}

/** `Selasa, 24 November 2026`, in both languages. */
export function dayOf(moment: Date) {
  const day = dayInJakarta(moment).toISOString().slice(0, 10);
  return { id: writeDate(day, 'id'), en: writeDate(day, 'en') };
}

export const waiting = defineAction({
  name: 'inquiry.waiting',
  says: 'The questions that an officer is to answer, the longest-waiting first.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await waitingInquiries(records, desk) : [];
    const items = rows.slice(0, mostShown).map((row, index) => ({
      key: row.id,
      label: listed(index, dayOf(row.askedAt), askerOf(records, row)),
    }));
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});
