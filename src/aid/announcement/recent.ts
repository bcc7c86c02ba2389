import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import { defineAction } from '../action.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { deskOf } from '../staff/desk.ts';
import { numberOf } from './rules.ts';

const most = 8;

export const recent = defineAction({
  name: 'announcement.recent',
  says: 'The last announcements that were confirmed, for an admin.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(shapes.choice()) }),
    none: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const rows = await records.db.announcement.findMany({
      where: { state: { not: 'draft' } },
      orderBy: { number: 'desc' },
      take: most,
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = rows.map((row) => {
      const number = numberOf(row);
      const day = writtenDay(dayInJakarta(row.startsAt ?? row.createdAt));
      return {
        key: number,
        label: {
          id: `${number}, ${writeDate(day, 'id')}`,
          en: `${number}, ${writeDate(day, 'en')}`,
        },
      };
    });
    return { end: 'list', gives: { items } };
  },
});
