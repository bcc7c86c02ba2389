import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { dayInJakarta, writtenDay } from './rules.ts';

/** Permitted today: active, and the last day of the permit has not passed in Jakarta. */
export const permittedAt = (now: Date): Prisma.DistributorWhereInput => ({
  active: true,
  permitEndsOn: { gte: dayInJakarta(now) },
});

export interface Distributor {
  id: string;
  name: string;
  contactName: string;
  contactPhone: string;
}

/** The distributor of this key, where it may be given anything today. */
export async function permitted(
  { db }: Records,
  key: string,
  now: Date,
): Promise<Distributor | undefined> {
  return (await db.distributor.findFirst({ where: { key, ...permittedAt(now) } })) ?? undefined;
}

/** Lembaga penyalur berizin (PUB). An expired permit is never offered. */
export const distributors = defineAction({
  name: 'programme.distributors',
  says: 'The distributors that may be entrusted with goods or money today, with their permit.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          name: shapes.text(),
          /** The number of the PUB permit, and its last day. */
          permit: shapes.text(),
          until: shapes.date(),
        }),
      ),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, now }) {
    const rows = await records.db.distributor.findMany({
      where: permittedAt(now),
      orderBy: [{ name: 'asc' }, { key: 'asc' }],
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = rows.map(({ key, name, permitNumber, permitEndsOn }) => ({
      key,
      label: name.slice(0, 40),
      name,
      permit: permitNumber,
      until: writtenDay(permitEndsOn),
    }));
    return { end: 'list', gives: { items } };
  },
});
