import type { Prisma } from '../../store/generated/client.ts';
import { runningAt } from './records.ts';
import { dayInJakarta } from './rules.ts';

/**
 * The prices valid now. Those of the programme that began last come first; of several bases the cheapest does: THR is priced
 * for a person, and then for a family.
 */
export function pricesAt(now: Date) {
  const today = dayInJakarta(now);
  return {
    where: {
      programme: runningAt(now),
      validFrom: { lte: today },
      OR: [{ validTo: null }, { validTo: { gte: today } }],
    },
    orderBy: [
      { programme: { startsOn: 'desc' } },
      { programmeId: 'desc' },
      { rupiah: 'asc' },
      { validFrom: 'desc' },
    ],
  } satisfies Prisma.Package$pricesArgs;
}
