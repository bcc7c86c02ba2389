import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { dayInJakarta } from './rules.ts';

/** A programme that runs at this time. */
export function runningAt(now: Date): Prisma.ProgrammeWhereInput {
  const today = dayInJakarta(now);
  return {
    state: 'open',
    startsOn: { lte: today },
    OR: [{ endsOn: null }, { endsOn: { gte: today } }],
  };
}

/** The programme that new requests belong to: of those that run, the one that began last. */
export function currentProgramme({ db }: Records, now: Date) {
  return db.programme.findFirst({
    where: runningAt(now),
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
  });
}
