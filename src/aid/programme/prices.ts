import type { Prisma } from '../../store/generated/client.ts';
import { runningAt } from './records.ts';
import { dayInJakarta } from './rules.ts';

/** The prices valid now. Of several bases the cheapest comes first: THR is priced for a person, and then for a family. */
export function pricesAt(now: Date) {
  const today = dayInJakarta(now);
  return {
    where: {
      programme: runningAt(now),
      validFrom: { lte: today },
      OR: [{ validTo: null }, { validTo: { gte: today } }],
    },
    orderBy: [{ rupiah: 'asc' }, { validFrom: 'desc' }],
  } satisfies Prisma.Package$pricesArgs;
}
