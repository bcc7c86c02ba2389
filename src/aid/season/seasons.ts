import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeDate } from '../../language/date.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { living } from '../pledge/rules.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { adminAt } from './admin.ts';
import { seenOf } from './version.ts';

type Row = Prisma.ProgrammeModel;

/** What of a season is still to be finished when it closes. */
export async function unfinished({ db }: Records, { id }: Row) {
  return {
    /** Promises with something on its way, or waiting for a place. */
    promises: await db.pledge.count({
      where: {
        programmeId: id,
        OR: [{ waiting: { gt: 0 } }, { allocations: { some: { state: { in: [...living] } } } }],
      },
    }),
    requests: await db.need.count({
      where: { programmeId: id, state: { in: ['proposed', 'open'] } },
    }),
  };
}

/** `berjalan`, by the day that it is. */
export function standsAs({ state, startsOn, endsOn }: Row, today: Date): Label {
  if (state === 'closed') return { id: 'ditutup', en: 'closed' };
  if (state === 'draft') return { id: 'rancangan', en: 'draft' };
  if (startsOn > today) return { id: 'belum mulai', en: 'not begun' };
  if (endsOn && endsOn < today) return { id: 'sudah lewat', en: 'over' };
  return { id: 'berjalan', en: 'running' };
}

/** A last day, or that there is none yet. */
export const dated = (day: Date | null): Label =>
  day === null
    ? { id: 'belum ditentukan', en: 'not decided' }
    : { id: writeDate(writtenDay(day), 'id'), en: writeDate(writtenDay(day), 'en') };

export const seasons = defineAction({
  name: 'season.all',
  says: 'The seasons that are not closed, for an admin: how each stands, and what it has to finish.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          state: shapes.label(),
          name: shapes.text(),
          english: shapes.text(),
          from: shapes.label(),
          until: shapes.label(),
          contactHours: shapes.quantity(),
          quietFrom: shapes.quantity(),
          quietUntil: shapes.quantity(),
          promises: shapes.quantity(),
          requests: shapes.quantity(),
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
    const rows = await records.db.programme.findMany({
      where: { state: 'open' },
      orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const seen = await seenOf(records, 'programme');
    const items = [];
    for (const row of rows)
      items.push({
        key: row.key,
        label: { id: row.nameId, en: row.nameEn },
        state: standsAs(row, dayInJakarta(now)),
        name: row.nameId,
        english: row.nameEn,
        from: dated(row.startsOn),
        until: dated(row.endsOn),
        contactHours: row.contactHours,
        quietFrom: row.quietFromHour,
        quietUntil: row.quietUntilHour,
        ...(await unfinished(records, row)),
        seen: seen(row.key),
      });
    return { end: 'list', gives: { items } };
  },
});
