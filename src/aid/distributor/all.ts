import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { adminAt } from '../season/admin.ts';
import { seenOf } from '../season/version.ts';

/** With those whose permit is over, which nobody is offered: that is what an admin looks for. */
export const all = defineAction({
  name: 'distributor.all',
  says: 'The distributors with their permits and contacts, for an admin to change.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          name: shapes.text(),
          permit: shapes.text(),
          until: shapes.date(),
          contact: shapes.text(),
          phone: shapes.phone(),
          /** Whether its permit lasts. */
          state: z.enum(['permitted', 'expired']),
          /** Its latest version, given back with a change of it. */
          seen: shapes.text(),
        }),
      ),
    }),
    none: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    if (!(await adminAt(records, { chat, now }))) return { end: 'not-yours', gives: {} };
    const rows = await records.db.distributor.findMany({
      where: { active: true },
      orderBy: [{ name: 'asc' }, { key: 'asc' }],
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const today = dayInJakarta(now);
    const seen = await seenOf(records, 'distributor');
    const items = rows.map((row) => ({
      key: row.key,
      label: row.name.slice(0, 40),
      name: row.name,
      permit: row.permitNumber,
      until: writtenDay(row.permitEndsOn),
      contact: row.contactName,
      phone: row.contactPhone,
      state: row.permitEndsOn < today ? ('expired' as const) : ('permitted' as const),
      seen: seen(row.key),
    }));
    return { end: 'list', gives: { items } };
  },
});
